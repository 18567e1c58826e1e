package de.asvumzug.lab.asv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** key=value files; a local file overrides the shipped one. */
public final class Ini {
  private Ini() {}

  /** Keys of all files that exist, later files win; lines with # are comments. */
  public static Map<String, String> read(Path... files) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    for (Path file : files) {
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          int equals = line.indexOf('=');
          if (equals > 0 && !line.startsWith("#")) {
            values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
          }
        }
      }
    }
    return values;
  }

  /** Sets one key, keeps every other line as it is. */
  public static void set(Path file, String key, String value) throws IOException {
    StringBuilder text = new StringBuilder();
    boolean found = false;
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        boolean hit = line.startsWith(key + "=");
        text.append(hit ? key + "=" + value : line).append('\n');
        found |= hit;
      }
    }
    if (!found) {
      text.append(key).append('=').append(value).append('\n');
    }
    Files.writeString(file, text);
  }
}
