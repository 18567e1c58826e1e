package de.asvumzug.backup.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code pg_restore} of a schema could not do, read from its log: the server's words and the
 * beginning of the statement that they are about. Only for a schema: errors of a load may quote
 * rows.
 */
final class RestoreErrors {
  private static final Pattern ERROR =
      Pattern.compile("pg_restore: error: (?:could not execute query: )?(?:ERROR: +)?(.+)");
  private static final String STATEMENT = "Command was: ";
  private static final int SHOWN = 120;

  /** What is behind it may be a password of a foreign server. */
  private static final String OPTIONS = " OPTIONS";

  private RestoreErrors() {}

  static List<String> of(String log) {
    List<String> errors = new ArrayList<>();
    for (String line : log.split("\n")) {
      Matcher error = ERROR.matcher(line);
      if (error.matches()) {
        errors.add(error.group(1));
      } else if (line.startsWith(STATEMENT) && !errors.isEmpty()) {
        int last = errors.size() - 1;
        errors.set(last, errors.get(last) + " (" + statement(line) + ")");
      }
    }
    return errors;
  }

  private static String statement(String line) {
    String text = line.substring(STATEMENT.length()).split(OPTIONS, 2)[0].strip();
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }
}
