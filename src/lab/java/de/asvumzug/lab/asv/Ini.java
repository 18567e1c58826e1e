package de.asvumzug.lab.asv;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Java's properties files, as the installer writes them; a local file overrides the shipped one.
 */
public final class Ini {
  private Ini() {}

  /** Keys of all files that exist, later files win. */
  public static Map<String, String> read(Path... files) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    for (Path file : files) {
      if (Files.exists(file)) {
        try (Reader reader = Files.newBufferedReader(file)) {
          values.putAll(read(reader));
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
        boolean hit = read(new StringReader(line)).containsKey(key);
        text.append(hit ? written(key, value) : line + "\n");
        found |= hit;
      }
    }
    if (!found) {
      text.append(written(key, value));
    }
    Files.writeString(file, text);
  }

  private static Map<String, String> read(Reader reader) throws IOException {
    Properties properties = new Properties();
    properties.load(reader);
    Map<String, String> values = new LinkedHashMap<>();
    properties.forEach((key, value) -> values.put((String) key, (String) value));
    return values;
  }

  /** One line, with the escapes that Java writes: {@code https\\://}. */
  private static String written(String key, String value) throws IOException {
    Properties one = new Properties();
    one.setProperty(key, value);
    StringWriter text = new StringWriter();
    one.store(text, null);
    return text.toString().lines().filter(line -> !line.startsWith("#")).findFirst().orElseThrow()
        + "\n";
  }
}
