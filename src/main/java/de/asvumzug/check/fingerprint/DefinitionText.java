package de.asvumzug.check.fingerprint;

import java.util.List;

/**
 * A definition as PostgreSQL writes it down, in the form that it has after a restore. One thing
 * changes when a definition is read in again: a cast of a whole ARRAY[...] is given to its elements
 * (measured from 13 and 14 to 15). That, and where a line breaks, does not count; everything else
 * does, so a text within quotes stays as it is.
 */
final class DefinitionText {
  private final List<String> tokens;

  private DefinitionText(List<String> tokens) {
    this.tokens = tokens;
  }

  static String restored(String definition) {
    return restored(SqlTokens.of(definition));
  }

  static String restored(List<String> tokens) {
    return new DefinitionText(tokens).part(0, tokens.size()).strip();
  }

  private String part(int from, int to) {
    StringBuilder text = new StringBuilder();
    int at = from;
    while (at < to) {
      Cast cast = cast(at, to);
      if (cast == null) {
        text.append(tokens.get(at++));
      } else {
        text.append(array(cast.open, cast.close, cast.type, cast.bracketed));
        at = cast.end;
      }
    }
    return text.toString();
  }

  /**
   * A cast of an array that is written out: {@code (ARRAY[...])::type[]}, where the server saves
   * brackets {@code ARRAY[...]::type[]}.
   *
   * @param open index of the [, close of its ]
   * @param type of an element
   * @param end index behind all of it
   */
  private record Cast(int open, int close, String type, boolean bracketed, int end) {}

  private Cast cast(int at, int to) {
    boolean bracketed = is(at, "(", to);
    int word = bracketed ? at + 1 : at;
    if (!is(word, "ARRAY", to) || !is(word + 1, "[", to)) {
      return null;
    }
    int close = closing(word + 1, to);
    int colons = bracketed ? close + 2 : close + 1;
    if (close < 0 || bracketed && !is(close + 1, ")", to) || !is(colons, "::", to)) {
      return null;
    }
    int end = colons + 1;
    while (end < to && ofType(end, to)) {
      end++;
    }
    if (!is(end, "[", to) || !is(end + 1, "]", to)) {
      return null;
    }
    String type = String.join("", tokens.subList(colons + 1, end));
    return new Cast(word + 1, close, type, bracketed, end + 2);
  }

  /** Words, names, dots, and the numbers behind a type such as numeric(4,1). */
  private boolean ofType(int at, int to) {
    String token = tokens.get(at);
    if (token.equals(",") || token.equals("(") || token.equals(")")) {
      int next = at + 1;
      int before = at - 1;
      return token.equals("(")
          ? next < to && isNumber(tokens.get(next))
          : isNumber(tokens.get(before));
    }
    char first = token.charAt(0);
    return token.equals(" ")
        || token.equals(".")
        || first == '"'
        || first == '_'
        || Character.isLetterOrDigit(first) && token.indexOf('\'') < 0;
  }

  private static boolean isNumber(String token) {
    return token.chars().allMatch(Character::isDigit);
  }

  private String array(int open, int close, String type, boolean bracketed) {
    StringBuilder text = new StringBuilder("ARRAY[");
    int from = open + 1;
    int depth = 0;
    for (int at = open + 1; at <= close; at++) {
      String token = tokens.get(at);
      if (at == close || depth == 0 && token.equals(",")) {
        text.append(element(from, at, type, bracketed)).append(at == close ? "]" : ", ");
        from = at + 1;
      }
      depth += depth(token);
    }
    return text.toString();
  }

  private String element(int from, int to, String type, boolean bracketed) {
    int start = from;
    while (start < to && tokens.get(start).equals(" ")) {
      start++;
    }
    if (start == to) {
      return "";
    }
    if (is(start, "ARRAY", to) && is(start + 1, "[", to) && closing(start + 1, to) == to - 1) {
      return array(start + 1, to - 1, type, bracketed);
    }
    String element = part(start, to);
    return (bracketed ? "(" + element + ")" : element) + "::" + type;
  }

  private int closing(int open, int to) {
    int depth = 0;
    for (int at = open; at < to; at++) {
      depth += depth(tokens.get(at));
      if (depth == 0) {
        return at;
      }
    }
    return -1;
  }

  private static int depth(String token) {
    return switch (token) {
      case "(", "[" -> 1;
      case ")", "]" -> -1;
      default -> 0;
    };
  }

  private boolean is(int at, String token, int to) {
    return at < to && tokens.get(at).equals(token);
  }
}
