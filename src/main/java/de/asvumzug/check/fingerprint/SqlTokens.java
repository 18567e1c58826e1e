package de.asvumzug.check.fingerprint;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL as PostgreSQL writes it into words, single characters, and what stands in quotes as a
 * whole. White space becomes one blank.
 */
final class SqlTokens {
  private final String sql;
  private final List<String> found = new ArrayList<>();

  private SqlTokens(String sql) {
    this.sql = sql;
  }

  static List<String> of(String sql) {
    SqlTokens tokens = new SqlTokens(sql);
    int at = 0;
    while (at < sql.length()) {
      int end = tokens.end(at);
      String token = sql.substring(at, end);
      tokens.found.add(Character.isWhitespace(token.charAt(0)) ? " " : token);
      at = end;
    }
    return tokens.found;
  }

  private int end(int at) {
    char c = sql.charAt(at);
    if (Character.isWhitespace(c)) {
      return whileTrue(at, Character::isWhitespace);
    }
    if (c == '\'' || c == '"') {
      return quoted(at, c, false);
    }
    if ((c == 'E' || c == 'e') && at + 1 < sql.length() && sql.charAt(at + 1) == '\'') {
      return quoted(at + 1, '\'', true);
    }
    if (c == '$') {
      return dollar(at);
    }
    if (isWord(c)) {
      return whileTrue(at, SqlTokens::isWord);
    }
    return sql.startsWith("::", at) ? at + 2 : at + 1;
  }

  /** A doubled quote ends one piece and begins the next: no word lies between, so they are one. */
  private int quoted(int open, char quote, boolean backslashes) {
    int at = open + 1;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (backslashes && c == '\\') {
        at += 2;
      } else if (c != quote) {
        at++;
      } else if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
        at += 2;
      } else {
        return at + 1;
      }
    }
    return sql.length();
  }

  private int dollar(int at) {
    int tag = whileTrue(at + 1, SqlTokens::isWord);
    boolean opens = tag < sql.length() && sql.charAt(tag) == '$';
    if (!opens || at + 1 < tag && Character.isDigit(sql.charAt(at + 1))) {
      return at + 1;
    }
    String quote = sql.substring(at, tag + 1);
    int close = sql.indexOf(quote, tag + 1);
    return close < 0 ? sql.length() : close + quote.length();
  }

  private int whileTrue(int from, Kind kind) {
    int at = from;
    while (at < sql.length() && kind.holds(sql.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || Character.isSurrogate(c);
  }

  /** A kind of characters. */
  @FunctionalInterface
  private interface Kind {
    boolean holds(char c);
  }
}
