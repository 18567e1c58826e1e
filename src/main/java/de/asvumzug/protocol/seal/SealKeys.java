package de.asvumzug.protocol.seal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of the protocols: files {@code *.pem} of one folder outside the database. The one whose
 * name sorts last signs; older ones may stay or go, since a protocol brings its public key along.
 */
public final class SealKeys {
  /** Sorts before every name that a person is likely to give. */
  private static final String OWN = "0000-selbst-angelegt.pem";

  private final Path directory;

  public SealKeys(Path directory) {
    this.directory = directory;
  }

  /**
   * The key that signs now; one is made if there is none.
   *
   * @throws SealKeyProblem if none can be read or made; German
   */
  public SealKey current() {
    List<Path> files = files();
    return files.isEmpty() ? create() : read(files.get(files.size() - 1));
  }

  private SealKey create() {
    Path file = directory.resolve(OWN);
    try {
      Files.createDirectories(directory);
      Path half = Files.createTempFile(directory, "neu", ".tmp"); // 600 by itself
      try {
        Files.writeString(half, SealKey.create().pem());
        restrict(half);
        // A link fails where there is a file already: another node may be as fast.
        Files.createLink(file, half);
      } catch (FileAlreadyExistsException e) {
        return read(file);
      } finally {
        Files.deleteIfExists(half);
      }
    } catch (IOException e) {
      throw new SealKeyProblem(
          """
          Für die Unterschrift unter Protokolle gibt es noch keinen Schlüssel, und in %s lässt \
          sich keiner anlegen (%s). Bitte den Ordner für den Benutzer dieser Anwendung \
          beschreibbar machen oder asv.protocol.keys-directory auf einen Ordner mit einer \
          Schlüsseldatei setzen (openssl genpkey -algorithm ed25519 -out 2026.pem)."""
              .formatted(directory.toAbsolutePath(), e.getMessage()),
          e);
    }
    return read(file);
  }

  private static void restrict(Path file) throws IOException {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (UnsupportedOperationException e) {
      // On Windows the folder has the rights of the user's own folder.
    }
  }

  private static SealKey read(Path file) {
    try {
      return SealKey.of(Files.readString(file));
    } catch (IOException e) {
      throw new SealKeyProblem(
          file.toAbsolutePath() + " lässt sich nicht lesen. Bitte die Rechte prüfen.", e);
    } catch (IllegalArgumentException e) {
      throw new SealKeyProblem(
          """
          In %s steht kein Schlüssel für Unterschriften. Erwartet wird, was „openssl genpkey \
          -algorithm ed25519“ schreibt."""
              .formatted(file.toAbsolutePath()),
          e);
    }
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.pem")) {
        found.forEach(files::add);
      } catch (IOException e) {
        throw new SealKeyProblem(
            directory.toAbsolutePath() + " lässt sich nicht lesen. Bitte die Rechte prüfen.", e);
      }
    }
    files.sort(null);
    return files;
  }
}
