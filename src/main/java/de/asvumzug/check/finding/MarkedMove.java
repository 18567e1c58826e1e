package de.asvumzug.check.finding;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from the comment of a database or role which move of ours has made it. */
public final class MarkedMove {
  private static final Pattern MARK =
      Pattern.compile("asv-umzug ([A-Za-z0-9][A-Za-z0-9-]{0,39}) .*");

  private MarkedMove() {}

  /** Id of the move; empty for a comment that is no mark of ours. */
  public static Optional<String> of(String comment) {
    Matcher mark = MARK.matcher(comment == null ? "" : comment);
    return mark.matches() ? Optional.of(mark.group(1)) : Optional.empty();
  }

  /** What to do about the remains of a move, German. */
  public static String clear(String move) {
    return """
    Das hat der Umzug %s zurückgelassen. Bitte in dessen Leitstand nachsehen: Die Aufgabe \
    „Reste des Umzugs räumen“ entfernt, was sein Kennzeichen trägt; wurde sie schon mit \
    „liegen lassen“ abgeschlossen, bitte von Hand räumen (das Verzeichnis steht dort im \
    Protokoll)."""
        .formatted(move);
  }
}
