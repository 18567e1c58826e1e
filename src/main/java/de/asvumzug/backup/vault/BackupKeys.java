package de.asvumzug.backup.vault;

import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.vault.tool.StreamCipher;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.secret.SecretValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The keys of the backups: one file a move, {@code U-2026-0001.key} with a line of Base64, in a
 * folder outside of the database and of every machine's work folder. A key is made once and never
 * replaced.
 */
@Component
public class BackupKeys {
  private static final String ENDING = ".key";
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
  private static final Logger LOG = LoggerFactory.getLogger(BackupKeys.class);

  private final Path directory;
  private final SecretValues values;
  private final Set<Path> warned = ConcurrentHashMap.newKeySet();

  public BackupKeys(BackupSettings settings, SecretValues values) {
    this.directory = settings.keys();
    this.values = values;
  }

  /** The key of a move, read anew each time; empty if there is none. */
  public Optional<BackupKey> find(String migrationId) {
    Path file = file(migrationId);
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /**
   * The key that a backup of a move was encrypted with.
   *
   * @param id as its manifest names it
   * @throws OperationFailed (permanent) if it is not here; the message says where it belongs
   */
  public BackupKey require(String migrationId, String id) {
    BackupKey key =
        find(migrationId)
            .orElseThrow(
                () ->
                    OperationFailed.permanent(
                        """
                        Der Schlüssel %s fehlt, mit dem die Sicherungen von %s verschlüsselt \
                        sind. Ohne ihn ist keine von ihnen lesbar; geändert wurde nichts."""
                            .formatted(id, migrationId),
                        """
                        Bitte die Datei %s aus der getrennten Sicherung der Schlüssel dorthin \
                        zurücklegen und den Schritt wiederholen."""
                            .formatted(file(migrationId).toAbsolutePath())));
    if (!key.id().equals(id)) {
      throw OperationFailed.permanent(
          """
          In %s liegt der Schlüssel %s; die Sicherung ist mit %s verschlüsselt. Geändert wurde \
          nichts."""
              .formatted(file(migrationId).toAbsolutePath(), key.id(), id),
          """
          Bitte die richtige Datei aus der getrennten Sicherung der Schlüssel dorthin legen und \
          den Schritt wiederholen.""");
    }
    return key;
  }

  /**
   * The key of a move, made if there is none.
   *
   * @throws OperationFailed (permanent) if there is none and the folder takes none
   */
  public BackupKey make(String migrationId) {
    Optional<BackupKey> there = find(migrationId);
    if (there.isPresent()) {
      return there.get();
    }
    try {
      makeDirectory();
      Path half = Files.createTempFile(directory, "neu", ".tmp"); // 600 by itself
      try {
        byte[] random = new byte[StreamCipher.KEY];
        new SecureRandom().nextBytes(random);
        Files.writeString(half, Base64.getEncoder().encodeToString(random) + "\n");
        place(half, file(migrationId));
      } finally {
        Files.deleteIfExists(half);
      }
    } catch (IOException e) {
      throw OperationFailed.permanent(
          "Für die Sicherungen von %s gibt es keinen Schlüssel, und in %s lässt sich keiner anlegen (%s)."
              .formatted(migrationId, directory.toAbsolutePath(), e.getMessage()),
          """
          Bitte den Ordner für den Benutzer dieser Anwendung beschreibbar machen oder die Datei \
          %s%s dort anlegen (openssl rand -base64 32) und den Schritt wiederholen."""
              .formatted(migrationId, ENDING),
          e);
    }
    // Another node may have been quicker: what lies there counts.
    return find(migrationId).orElseThrow();
  }

  /** Of two that place a key at the same time, the first one's stays. */
  private static void place(Path half, Path file) throws IOException {
    try {
      Files.createLink(file, half);
    } catch (FileAlreadyExistsException e) {
      return;
    } catch (UnsupportedOperationException e) {
      Files.move(half, file);
    }
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

  private BackupKey read(Path file) {
    try {
      warnOfOthers(file);
      BackupKey key = BackupKey.of(Files.readString(file));
      values.remember(key.text());
      return key;
    } catch (IOException e) {
      throw OperationFailed.permanent(
          "Die Schlüsseldatei %s lässt sich nicht lesen.".formatted(file.toAbsolutePath()),
          "Bitte die Rechte prüfen (0400 für den Benutzer dieser Anwendung).",
          e);
    } catch (IllegalArgumentException e) {
      throw OperationFailed.permanent(
          "In %s steht kein Schlüssel.".formatted(file.toAbsolutePath()),
          "Erwartet wird eine Zeile Base64, wie sie „openssl rand -base64 32“ schreibt.",
          e);
    }
  }

  private void warnOfOthers(Path file) throws IOException {
    try {
      if (Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)
          && warned.add(file)) {
        LOG.warn("{} ist für andere lesbar. Bitte die Rechte auf 0400 setzen.", file);
      }
    } catch (UnsupportedOperationException e) {
      return; // no such rights here
    }
  }

  /** Moves that have a key here. */
  public List<String> moves() {
    List<String> moves = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ENDING)) {
        for (Path file : files) {
          String name = file.getFileName().toString();
          moves.add(name.substring(0, name.length() - ENDING.length()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    moves.sort(null);
    return moves;
  }

  /**
   * Destroys the key of a move: what is left of its backups anywhere cannot be read any more.
   *
   * @return its id; empty if there was none here
   * @throws IOException if the file cannot be taken away, as on a mount that can only be read
   */
  public Optional<String> destroy(String migrationId) throws IOException {
    Path file = file(migrationId);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String id = read(file).id();
    // Overwritten in place first: a file that is only taken out of its folder stays on the disk.
    byte[] nothing = new byte[(int) Files.size(file)];
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (UnsupportedOperationException e) {
      // No such rights here.
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(nothing));
      channel.force(true);
    }
    Files.delete(file);
    return Optional.of(id);
  }

  private Path file(String migrationId) {
    return directory.resolve(migrationId + ENDING);
  }
}
