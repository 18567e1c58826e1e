package de.asvumzug.check.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A view's definition in one form for all versions: up to 15 the server writes the only table of a
 * view before each of its columns, from 16 on it leaves it out (measured from 13 and 14 to 16 and
 * 18). Queries within brackets keep the names in all versions, and are left as they are.
 */
final class ViewText {
  private static final Set<String> SETS = Set.of("UNION", "INTERSECT", "EXCEPT");
  private static final Set<String> BEHIND =
      Set.of("WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET", "FOR", "FETCH", ";");
  private static final Set<String> QUERIES = Set.of("SELECT", "VALUES", "WITH");

  private final List<String> tokens;

  private ViewText(List<String> tokens) {
    this.tokens = tokens;
  }

  static String restored(String definition) {
    List<String> tokens = SqlTokens.of(definition);
    String only = new ViewText(tokens).onlyTable();
    return DefinitionText.restored(only == null ? tokens : new ViewText(tokens).without(only));
  }

  /** The name by which the query speaks of its only table; null if it has none or several. */
  private String onlyTable() {
    String name = null;
    boolean from = false;
    int depth = 0;
    for (int at = 0; at < tokens.size(); at++) {
      String token = tokens.get(at);
      if (depth == 0 && SETS.contains(token)) {
        return null;
      }
      if (depth == 0 && from) {
        if (token.equals(",") || token.equals("(") && name == null && !opensQuery(at)) {
          return null;
        }
        if (BEHIND.contains(token) || token.equals("TABLESAMPLE")) {
          from = false;
        } else if (isName(token)) {
          name = token;
        }
      } else if (depth == 0 && name == null) {
        from = token.equals("FROM");
      }
      depth += depth(token);
    }
    return name;
  }

  private List<String> without(String table) {
    List<String> kept = new ArrayList<>();
    int depth = 0;
    int query = 0;
    for (int at = 0; at < tokens.size(); at++) {
      String token = tokens.get(at);
      depth += depth(token);
      if (query == 0 && token.equals("(") && opensQuery(at)) {
        query = depth;
      } else if (depth < query) {
        query = 0;
      }
      boolean prefix =
          query == 0
              && token.equals(table)
              && is(at + 1, ".")
              && !is(at + 2, "*")
              && !is(at - 1, ".");
      if (prefix) {
        at++;
      } else {
        kept.add(token);
      }
    }
    return kept;
  }

  private boolean opensQuery(int bracket) {
    int next = bracket + 1;
    while (is(next, " ")) {
      next++;
    }
    return next < tokens.size() && QUERIES.contains(tokens.get(next));
  }

  private static boolean isName(String token) {
    char first = token.charAt(0);
    return first == '"' || first == '_' || Character.isLetter(first) && token.indexOf('\'') < 0;
  }

  private boolean is(int at, String token) {
    return at >= 0 && at < tokens.size() && tokens.get(at).equals(token);
  }

  private static int depth(String token) {
    return switch (token) {
      case "(", "[" -> 1;
      case ")", "]" -> -1;
      default -> 0;
    };
  }
}
