package de.asvumzug.trail.key;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The keys of the trail: files {@code *.key} of one folder outside the database. Older ones stay,
 * to check what was written with them.
 */
public final class TrailKeys {
  /** Sorts before every name that a person is likely to give. */
  public static final String OWN_PREFIX = "0000-selbst-angelegt-";

  private static final String ENDING = ".key";

  private final Path directory;

  public TrailKeys(Path directory) {
    this.directory = directory;
  }

  /** Read anew each time: a key may be laid there while the application runs. */
  public Map<String, TrailKey> all() {
    Map<String, TrailKey> keys = new TreeMap<>();
    for (Path file : files()) {
      TrailKey key = read(file);
      keys.put(key.id(), key);
    }
    return keys;
  }

  /** The one whose file's name sorts last. */
  public Optional<TrailKey> newest() {
    List<Path> files = files();
    return files.isEmpty() ? Optional.empty() : Optional.of(read(files.get(files.size() - 1)));
  }

  /** A key that a person has laid there, the one whose file's name sorts last. */
  public Optional<TrailKey> newestGiven() {
    List<Path> files =
        files().stream()
            .filter(file -> !file.getFileName().toString().startsWith(OWN_PREFIX))
            .toList();
    return files.isEmpty() ? Optional.empty() : Optional.of(read(files.get(files.size() - 1)));
  }

  /** The file of a key; empty if it is not here. */
  public Optional<Path> file(String id) {
    return files().stream().filter(file -> read(file).id().equals(id)).findFirst();
  }

  public Path directory() {
    return directory;
  }

  /** Makes a key in a file that only this user may read. */
  public TrailKey create() {
    byte[] random = new byte[TrailKey.SHORTEST];
    new SecureRandom().nextBytes(random);
    String text = Base64.getEncoder().encodeToString(random);
    TrailKey key = TrailKey.of(text);
    try {
      makeDirectory();
      Path half = Files.createTempFile(directory, "neu", ".tmp"); // 600 by itself
      try {
        Files.writeString(half, text + "\n");
        Files.move(half, directory.resolve(OWN_PREFIX + key.id() + ENDING));
      } finally {
        Files.deleteIfExists(half);
      }
    } catch (IOException e) {
      throw new TrailKeyProblem(
          """
          Für das Protokoll gibt es noch keinen Schlüssel, und in %s lässt sich keiner anlegen \
          (%s). Bitte den Ordner für den Benutzer dieser Anwendung beschreibbar machen oder \
          asv.trail.keys-directory auf einen Ordner mit einer Schlüsseldatei setzen (openssl \
          rand -base64 32 > 2026.key)."""
              .formatted(directory.toAbsolutePath(), e.getMessage()),
          e);
    }
    return key;
  }

  /** German, a sentence for each file that others than its owner may read. */
  public List<String> readableByOthers() {
    List<String> found = new ArrayList<>();
    for (Path file : files()) {
      if (isOpen(file)) {
        found.add(
            "Die Schlüsseldatei %s dürfen auch andere lesen. Bitte die Rechte auf 600 setzen."
                .formatted(file.toAbsolutePath()));
      }
    }
    return found;
  }

  private void makeDirectory() throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Files.createDirectories(directory);
    try {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    } catch (UnsupportedOperationException e) {
      // On Windows the folder has the rights of the user's own folder.
    }
  }

  private static boolean isOpen(Path file) {
    try {
      Set<PosixFilePermission> rights =
          Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
      return rights.contains(PosixFilePermission.OTHERS_READ)
          || rights.contains(PosixFilePermission.OTHERS_WRITE)
          || rights.contains(PosixFilePermission.GROUP_WRITE);
    } catch (UnsupportedOperationException | IOException e) {
      return false;
    }
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return files;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*" + ENDING)) {
      found.forEach(files::add);
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
    files.sort(null);
    return files;
  }

  /** Also for a file that is named by hand. */
  public static TrailKey read(Path file) {
    try {
      return TrailKey.of(Files.readString(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (IllegalArgumentException e) {
      throw new TrailKeyProblem(
          """
          In %s steht kein Schlüssel. Erwartet wird eine Zeile Base64 mit mindestens %s Byte, \
          wie sie „openssl rand -base64 32“ schreibt."""
              .formatted(file.toAbsolutePath(), TrailKey.SHORTEST),
          e);
    }
  }

  private static TrailKeyProblem unreadable(Path file, IOException cause) {
    return new TrailKeyProblem(
        file.toAbsolutePath() + " lässt sich nicht lesen. Bitte die Rechte prüfen.", cause);
  }
}
