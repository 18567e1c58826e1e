package de.asvumzug.lab.asv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the school backup ("schulscharfe Sicherung") of one school: a zip of one text per table
 * and a manifest with checksums. What it leaves out is what the guide says it must leave out
 * (docs/domain.md §6): own reports, users without a school, what another school holds of a teacher.
 */
final class SchoolBackup {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmm");

  private SchoolBackup() {}

  /**
   * @return the file
   */
  static Path write(Connection connection, String school, Path folder)
      throws SQLException, IOException, Exit {
    String id = SchoolTables.idOf(connection, school);
    Version version = Structure.version(connection);
    Map<String, String> texts = new LinkedHashMap<>();
    for (SchoolTables.Part part : SchoolTables.carried(version)) {
      texts.put(part.table(), rows(connection, part.select(), id));
    }
    texts.put("wertelisten", valueLists(connection));
    Files.createDirectories(folder);
    Path file = folder.resolve(LocalDateTime.now().format(TIME) + dataModel(version) + ".sbz");
    Path writing = folder.resolve(file.getFileName() + ".teil");
    Files.write(writing, zip(school, dataModel(version), texts));
    Files.move(writing, file);
    return file;
  }

  /** Two digits, one, two: release 2.14 is 02014 (assumed). */
  static String dataModel(Version version) {
    return "%02d0%02d".formatted(version.major(), version.minor());
  }

  /** All value lists as one text: equal for equal lists, whatever engine sorts them. */
  static String valueLists(Connection connection) throws SQLException {
    return sorted(rows(connection, "select id, kurzform from asv.svp_wl_schuljahr", null))
        + sorted(rows(connection, "select id, bezeichnung from asv.svp_wl_werteliste", null))
        + sorted(
            rows(
                connection,
                "select id, werteliste_id, schluessel, kurzform, anzeigeform, langform from"
                    + " asv.svp_wl_wert",
                null));
  }

  private static String sorted(String text) {
    List<String> lines = text.lines().toList();
    return lines.get(0)
        + "\n"
        + lines.stream().skip(1).sorted().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static byte[] zip(String school, String dataModel, Map<String, String> texts)
      throws IOException {
    StringBuilder manifest =
        new StringBuilder("schule=" + school + "\ndatenmodell=" + dataModel + "\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        byte[] content = text.getValue().getBytes(StandardCharsets.UTF_8);
        zip.putNextEntry(new ZipEntry(text.getKey()));
        zip.write(content);
        manifest.append(text.getKey()).append('=').append(sha256(content)).append('\n');
      }
      zip.putNextEntry(new ZipEntry("manifest"));
      zip.write(manifest.toString().getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** First line the columns, then a line a row; each value is marked, so that nothing is lost. */
  private static String rows(Connection connection, String select, String school)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(select)) {
      for (int i = 1;
          i <= (school == null ? 0 : query.getParameterMetaData().getParameterCount());
          i++) {
        query.setString(i, school);
      }
      StringBuilder text = new StringBuilder();
      try (ResultSet row = query.executeQuery()) {
        ResultSetMetaData columns = row.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          names.add(columns.getColumnLabel(i).toLowerCase(Locale.ROOT));
        }
        text.append(String.join("\t", names)).append('\n');
        while (row.next()) {
          List<String> values = new ArrayList<>();
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            values.add(value(row, i));
          }
          text.append(String.join("\t", values)).append('\n');
        }
      }
      return text.toString();
    }
  }

  private static String value(ResultSet row, int column) throws SQLException {
    Object value = row.getObject(column);
    if (value == null) {
      return "-";
    }
    byte[] bytes =
        value instanceof byte[] raw ? raw : value.toString().getBytes(StandardCharsets.UTF_8);
    return "=" + Base64.getEncoder().encodeToString(bytes);
  }
}
