package de.asvumzug.lab.asv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Brings a school backup into a database, in one transaction: the school's own rows are replaced;
 * rows that other schools use too are added when they are missing and otherwise left alone. A lock
 * of the school stays as it is (rule I1).
 */
final class SchoolRestore {
  private static final String VALUE_LISTS = "wertelisten";
  private final Connection connection;
  private final Map<String, String> teachers = new HashMap<>();

  /** Those that were not here before. */
  private final List<String> teacherAddresses = new ArrayList<>();

  private SchoolRestore(Connection connection) {
    this.connection = connection;
  }

  /**
   * @return the school's number
   * @throws Exit 20 data model, 21 value lists, 22 damaged; nothing has been changed then
   */
  static String run(Connection connection, Path file) throws SQLException, IOException, Exit {
    Map<String, String> texts = read(file);
    connection.setAutoCommit(false);
    SchoolRemoval.alone(connection);
    Version version = Structure.version(connection);
    Map<String, String> manifest = manifest(texts);
    check(manifest, version);
    complete(texts, manifest, version);
    if (!SchoolBackup.valueLists(connection).equals(texts.get(VALUE_LISTS))) {
      throw new Exit(21, "Die Wertelisten der Sicherung sind andere als hier");
    }
    String school = manifest.get("schule");
    removeIfThere(connection, school);
    SchoolRestore restore = new SchoolRestore(connection);
    for (SchoolTables.Part part : SchoolTables.carried(version)) {
      restore.insert(part, texts.get(part.table()));
    }
    // A teacher who is known here keeps the address that is here: nobody has the one brought along.
    SchoolRemoval.unusedAddresses(connection, restore.teacherAddresses);
    connection.commit();
    return school;
  }

  private static void removeIfThere(Connection connection, String school) throws SQLException {
    String id;
    try {
      id = SchoolTables.idOf(connection, school);
    } catch (Exit notThere) {
      return;
    }
    SchoolRemoval.ownRows(connection, id);
  }

  private static Map<String, String> read(Path file) throws Exit {
    Map<String, String> texts = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        texts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new Exit(22, "Die Sicherung " + file + " ist nicht lesbar: " + e.getMessage());
    }
    return texts;
  }

  private static Map<String, String> manifest(Map<String, String> texts) throws Exit {
    Map<String, String> manifest = new HashMap<>();
    for (String line : texts.getOrDefault("manifest", "").lines().toList()) {
      String[] pair = line.split("=", 2);
      manifest.put(pair[0], pair[pair.length - 1]);
    }
    if (!manifest.containsKey("schule") || !manifest.containsKey("datenmodell")) {
      throw new Exit(22, "Die Sicherung ist nicht vollständig");
    }
    return manifest;
  }

  private static void check(Map<String, String> manifest, Version version) throws Exit {
    String here = SchoolBackup.dataModel(version);
    if (!here.equals(manifest.get("datenmodell"))) {
      throw new Exit(
          20, "Datenmodell " + manifest.get("datenmodell") + " der Sicherung, hier ist " + here);
    }
  }

  private static void complete(
      Map<String, String> texts, Map<String, String> manifest, Version version) throws Exit {
    List<String> names = new ArrayList<>(List.of(VALUE_LISTS));
    SchoolTables.carried(version).forEach(part -> names.add(part.table()));
    for (String name : names) {
      String text = texts.get(name);
      if (text == null
          || !SchoolBackup.sha256(text.getBytes(StandardCharsets.UTF_8))
              .equals(manifest.get(name))) {
        throw new Exit(22, "Die Sicherung ist beschädigt: " + name);
      }
    }
  }

  private void insert(SchoolTables.Part part, String text) throws SQLException {
    String table = part.table().split("#")[0];
    List<String> lines = text.lines().toList();
    List<String> columns = List.of(lines.get(0).split("\t"));
    Map<String, Integer> types = types(table);
    String sql =
        "insert into asv."
            + table
            + " ("
            + String.join(", ", columns)
            + ") values ("
            + String.join(", ", columns.stream().map(column -> "?").toList())
            + ")";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (String line : lines.subList(1, lines.size())) {
        Map<String, String> row = row(columns, line.split("\t", -1));
        if (!part.shared() || isMissing(table, row)) {
          for (int i = 0; i < columns.size(); i++) {
            set(insert, i + 1, row.get(columns.get(i)), types.get(columns.get(i)));
          }
          insert.addBatch();
          if (part.table().equals(SchoolTables.TEACHER_ADDRESSES)) {
            teacherAddresses.add(text(row.get("id")));
          }
        }
      }
      insert.executeBatch();
    }
  }

  private Map<String, String> row(List<String> columns, String[] values) {
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      row.put(columns.get(i), values[i].equals("-") ? null : values[i].substring(1));
    }
    String teacher = row.get("lehrer_stamm_id");
    if (teacher != null) {
      row.put("lehrer_stamm_id", teachers.getOrDefault(teacher, teacher));
    }
    return row;
  }

  /** A teacher whom this server knows by the personnel number keeps the record that is here. */
  private boolean isMissing(String table, Map<String, String> row) throws SQLException {
    if (table.equals("svp_lehrer_stamm") && row.get("personalnummer") != null) {
      String known =
          first(
              "select id from asv.svp_lehrer_stamm where personalnummer = ?",
              text(row.get("personalnummer")));
      if (known != null) {
        teachers.put(row.get("id"), encoded(known));
        return false;
      }
    }
    return first("select id from asv." + table + " where id = ?", text(row.get("id"))) == null;
  }

  private String first(String sql, String value) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, value);
      try (ResultSet found = query.executeQuery()) {
        return found.next() ? found.getString(1) : null;
      }
    }
  }

  private Map<String, Integer> types(String table) throws SQLException {
    Map<String, Integer> types = new HashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement("select * from asv." + table + " where 1 = 0");
        ResultSet none = query.executeQuery()) {
      ResultSetMetaData columns = none.getMetaData();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        types.put(columns.getColumnName(i).toLowerCase(Locale.ROOT), columns.getColumnType(i));
      }
    }
    return types;
  }

  private static void set(PreparedStatement insert, int index, String value, int type)
      throws SQLException {
    if (value == null) {
      insert.setNull(index, type);
      return;
    }
    switch (type) {
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
          insert.setBytes(index, Base64.getDecoder().decode(value));
      case Types.DATE -> insert.setDate(index, Date.valueOf(text(value)));
      case Types.TIMESTAMP -> insert.setTimestamp(index, Timestamp.valueOf(text(value)));
      case Types.NUMERIC, Types.DECIMAL -> insert.setBigDecimal(index, new BigDecimal(text(value)));
      case Types.BIGINT, Types.INTEGER, Types.SMALLINT ->
          insert.setLong(index, Long.parseLong(text(value)));
      case Types.BOOLEAN, Types.BIT -> insert.setBoolean(index, Boolean.parseBoolean(text(value)));
      default -> insert.setString(index, text(value));
    }
  }

  private static String text(String value) {
    return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
