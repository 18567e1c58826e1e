package de.asvumzug.trail.book;

import de.asvumzug.trail.chain.TrailHash;
import de.asvumzug.trail.key.TrailKeyProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last entry of the book that this node has seen, in a file outside the database: tells a
 * database that was emptied or set back.
 */
public final class KnownBook {
  private static final Logger LOG = LoggerFactory.getLogger(KnownBook.class);

  /** One entry of the book. */
  public record Mark(long number, String hash) {}

  private final Path file;

  /**
   * @param database what names the database, e.g. its address without the parameters
   */
  public KnownBook(Path directory, String database) {
    this.file = directory.resolve("buch-" + TrailHash.ofText(database).substring(0, 12));
  }

  public Path file() {
    return file.toAbsolutePath();
  }

  /**
   * @throws TrailKeyProblem if the file is there and cannot be read
   */
  public synchronized Optional<Mark> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      String[] words = Files.readString(file).strip().split(" ");
      return Optional.of(new Mark(Long.parseLong(words[0]), words[1]));
    } catch (IOException | RuntimeException e) {
      throw new TrailKeyProblem(
          """
          Die Datei %s mit dem letzten bekannten Eintrag im Buch der Protokolle ist nicht \
          lesbar. Bitte Inhalt (Nummer, Leerzeichen, Prüfsumme) und Rechte prüfen."""
              .formatted(file()),
          e);
    }
  }

  /** Never goes back. */
  synchronized void remember(long number, String hash) {
    try {
      if (read().map(known -> known.number() >= number).orElse(false)) {
        return;
      }
      Files.createDirectories(file.getParent());
      Path half = Files.createTempFile(file.getParent(), "buch", ".tmp");
      Files.writeString(half, number + " " + hash + "\n", StandardCharsets.US_ASCII);
      try {
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException | TrailKeyProblem e) {
      LOG.warn(
          "Eintrag {} im Buch der Protokolle konnte nicht in {} vermerkt werden; eine Datenbank,"
              + " die zurückgesetzt wird, fällt diesem Knoten dann nicht auf.",
          number,
          file(),
          e);
    }
  }
}
