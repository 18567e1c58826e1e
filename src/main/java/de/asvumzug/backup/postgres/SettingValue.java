package de.asvumzug.backup.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How the value of a setting is written in {@code ALTER … SET}: most are one text; a few are lists
 * of names, which PostgreSQL keeps quoted (the same ones that pg_dump knows, GUC_LIST_QUOTE).
 */
final class SettingValue {
  private static final Set<String> LISTS =
      Set.of(
          "local_preload_libraries",
          "search_path",
          "session_preload_libraries",
          "shared_preload_libraries",
          "temp_tablespaces",
          "unix_socket_directories");

  private SettingValue() {}

  /** The elements of the value, without quotes; none for an empty list. */
  static List<String> elements(String name, String value) {
    if (!LISTS.contains(name.toLowerCase(Locale.ROOT))) {
      return List.of(value);
    }
    List<String> elements = new ArrayList<>();
    StringBuilder element = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' && quoted && i + 1 < value.length() && value.charAt(i + 1) == '"') {
        element.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        elements.add(element.toString());
        element.setLength(0);
      } else if (quoted || !Character.isWhitespace(c)) {
        element.append(c);
      }
    }
    if (!value.isBlank()) {
      elements.add(element.toString());
    }
    return elements;
  }
}
