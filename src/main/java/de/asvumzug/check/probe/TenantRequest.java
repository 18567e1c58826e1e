package de.asvumzug.check.probe;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** What a {@link TenantProbe} shall do, as its properties file says. */
final class TenantRequest {
  private static final String MD5 = "canonical-row-md5-1";

  private final Properties properties = new Properties();

  TenantRequest(Path file) throws IOException {
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(in);
    }
  }

  boolean asksForGaps() {
    return text("mode").equals("gaps");
  }

  List<String> schools() {
    return words("schools");
  }

  String text(String name) {
    return properties.getProperty(name);
  }

  int number(String name) {
    return Integer.parseInt(properties.getProperty(name, "0"));
  }

  List<String> words(String name) {
    String text = properties.getProperty(name, "");
    return text.isEmpty() ? List.of() : List.of(text.split(","));
  }

  /** The way to write a row down. */
  String way() {
    return text("way");
  }

  /** Whether that is not the server's own hash. */
  boolean hashesByMd5() {
    return way().equals(MD5);
  }

  boolean namesSchema(String schema) {
    return schema.equals(text("schema"));
  }

  /** SQL for the name of the list that a row belongs to. */
  String list(String table) {
    boolean lists = !table.isEmpty() && table.equals(text("list.table"));
    return lists ? "(" + text("list.name") + ")" : "''";
  }

  /** SQL that says which rows count; empty for all. */
  String condition(String table) {
    return properties.getProperty("ignored." + table + ".condition", "");
  }

  Set<String> ignoredColumns(String table) {
    return new TreeSet<>(words("ignored." + table + ".columns"));
  }

  /** Those of a table's columns that go into the second, narrower hash. */
  Set<String> keys(String table, Set<String> columns) {
    Set<String> keys = new TreeSet<>(columns);
    if (!table.isEmpty() && table.matches(text("lists"))) {
      keys.removeAll(words("lists.audit"));
    } else {
      keys.retainAll(words("table." + table + ".key"));
    }
    return keys;
  }

  /** In how many ways a table's rows find their schools. */
  int entries(String table) {
    return number("table." + table + ".entries");
  }

  /** The column that a row finds its schools by. */
  String column(String table, int entry) {
    return text("table." + table + "." + entry + ".column");
  }

  /** SQL for the schools of each value of that column. */
  String owners(String table, int entry) {
    return text("table." + table + "." + entry + ".owners");
  }
}
