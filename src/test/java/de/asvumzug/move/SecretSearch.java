package de.asvumzug.move;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** Looks for words that must not be anywhere: in every column of a database, in texts, in files. */
final class SecretSearch {
  private static final String COLUMNS =
      "select c.table_schema, c.table_name, c.column_name, c.data_type"
          + " from information_schema.columns c join information_schema.tables t"
          + " on t.table_schema = c.table_schema and t.table_name = c.table_name"
          + " where t.table_type = 'BASE TABLE' and c.table_schema not in"
          + " ('pg_catalog', 'information_schema')"
          + " and c.data_type in ('text', 'character varying', 'character', 'json', 'jsonb',"
          + " 'bytea', 'ARRAY')";

  private final Collection<String> words;

  SecretSearch(Collection<String> words) {
    this.words = List.copyOf(words);
  }

  private record Column(String schema, String table, String name, String type) {}

  /** Columns of any table that hold a word, e.g. {@code public.act_ru_variable.text_}. */
  List<String> in(Connection database) throws SQLException {
    List<String> found = new ArrayList<>();
    for (Column column : columns(database)) {
      for (String word : words) {
        if (holds(database, column, word)) {
          found.add(column.schema() + "." + column.table() + "." + column.name());
        }
      }
      if (column.type().equals("bytea") && in(unpacked(database, column)) > 0) {
        found.add(column.schema() + "." + column.table() + "." + column.name() + " (gzip)");
      }
    }
    return found;
  }

  private static List<Column> columns(Connection database) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (PreparedStatement query = database.prepareStatement(COLUMNS);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        columns.add(
            new Column(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
      }
    }
    return columns;
  }

  /** The names come from the catalogue and are quoted; the word is a parameter. */
  private static boolean holds(Connection database, Column column, String word)
      throws SQLException {
    boolean bytes = column.type().equals("bytea");
    String quoted = "\"" + column.name() + "\"";
    String where =
        bytes ? "position(? in " + quoted + ") > 0" : "strpos(" + quoted + "::text, ?) > 0";
    String sql =
        "select exists (select from \""
            + column.schema()
            + "\".\""
            + column.table()
            + "\" where "
            + where
            + ")";
    try (PreparedStatement query = database.prepareStatement(sql)) {
      if (bytes) {
        query.setBytes(1, word.getBytes(StandardCharsets.UTF_8));
      } else {
        query.setString(1, word);
      }
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** All that is compressed in a column. */
  private static String unpacked(Connection database, Column column) throws SQLException {
    String name = "\"" + column.name() + "\"";
    String sql =
        "select %s from \"%s\".\"%s\" where substring(%s for 2) = '\\x1f8b'"
            .formatted(name, column.schema(), column.table(), name);
    StringBuilder text = new StringBuilder();
    try (PreparedStatement query = database.prepareStatement(sql);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        try (GZIPInputStream gzip =
            new GZIPInputStream(new ByteArrayInputStream(row.getBytes(1)))) {
          text.append(new String(gzip.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** How many of the words are in the text. */
  long in(String text) {
    return words.stream().filter(text::contains).count();
  }

  /** Files below the folder that hold a word, whatever their encoding of other characters. */
  List<Path> below(Path folder, Predicate<Path> look) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : FileSums.files(folder)) {
      // Latin-1 maps each byte to a character, so that any file can be searched.
      if (look.test(file) && in(Files.readString(file, StandardCharsets.ISO_8859_1)) > 0) {
        found.add(file);
      }
    }
    return found;
  }
}
