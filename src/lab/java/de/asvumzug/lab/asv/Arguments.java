package de.asvumzug.lab.asv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Command line of the form {@code --name value}; some names stand alone. */
final class Arguments {
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * @param flags names that take no value
   * @throws Exit with code 1 on anything else than options
   */
  Arguments(String[] line, Set<String> known, Set<String> flags) throws Exit {
    for (int i = 0; i < line.length; i++) {
      String name = line[i].startsWith("--") ? line[i].substring(2) : "";
      if (flags.contains(name)) {
        values.put(name, "yes");
      } else if (known.contains(name) && i + 1 < line.length) {
        values.put(name, line[++i]);
      } else {
        throw new Exit(1, "Unbekanntes oder unvollständiges Argument: " + line[i]);
      }
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String get(String name) throws Exit {
    String value = values.get(name);
    if (value == null || value.isBlank()) {
      throw new Exit(1, "Es fehlt: --" + name);
    }
    return value;
  }

  String get(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /** First line of the file that the argument names; secrets travel so. */
  String firstLineOf(String name, int code) throws Exit {
    Path file = Path.of(get(name));
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new Exit(code, "Datei nicht lesbar: " + file);
    }
  }
}
