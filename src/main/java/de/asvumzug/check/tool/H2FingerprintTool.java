package de.asvumzug.check.tool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the fingerprint of an H2 database. Runs on the machine, by the installation's Java and with
 * the installation's H2 driver: one class, nothing but the JDK. The database is opened read-only.
 *
 * <p>Arguments: database path without ".mv.db", user, file with the SQL for the numbers per school,
 * output file. Password: in the file that ASV_H2_PASSWORD_FILE names, else empty. Output: the lines
 * of the PostgreSQL script. Exit code 0, or 1 with a German message on standard error.
 *
 * <p>The text of a value is made here and not by the driver, so that another version of it, or
 * another database, gives the same text: null "-", else length ":" text, columns in their order.
 */
public final class H2FingerprintTool {
  private static final String ALGORITHM = "h2-value-text-md5-1";

  /** "CREATE INDEX", for instance, and the quoted name with its schema. */
  private static final Pattern CREATED =
      Pattern.compile("^CREATE [^\"]*\"(?:[^\"]|\"\")*\"(?:\\.\"(?:[^\"]|\"\")*\")*");

  private static final HexFormat HEX = HexFormat.of();

  private final Connection connection;
  private final PrintWriter out;

  private H2FingerprintTool(Connection connection, PrintWriter out) {
    this.connection = connection;
    this.out = out;
  }

  public static void main(String[] arguments) throws Exception {
    String url = "jdbc:h2:" + arguments[0] + ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE;TRACE_LEVEL_FILE=0";
    try (Connection connection = DriverManager.getConnection(url, arguments[1], password());
        PrintWriter out =
            new PrintWriter(
                Files.newBufferedWriter(Path.of(arguments[3]), StandardCharsets.UTF_8))) {
      connection.setReadOnly(true);
      rowByRow(connection);
      new H2FingerprintTool(connection, out).run(Files.readString(Path.of(arguments[2])));
      if (out.checkError()) {
        throw new IOException("Ausgabe nicht geschrieben: " + arguments[3]);
      }
    } catch (SQLException | IOException e) {
      System.err.println("H2-Datenbank " + arguments[0] + ": " + e.getMessage());
      System.exit(1);
    }
  }

  /**
   * H2 keeps the whole answer of a query of a read-only database in memory, unless it is told to
   * compute it while it is read. Then only one answer at a time may be open. Drivers before 1.4.194
   * do not know the setting; they work on as far as the memory goes.
   */
  private static void rowByRow(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set lazy_query_execution 1");
    } catch (SQLException e) {
      System.err.println("H2 liest nicht zeilenweise: " + e.getMessage());
    }
  }

  private static String password() throws IOException {
    String file = System.getenv("ASV_H2_PASSWORD_FILE");
    return file == null ? "" : Files.readString(Path.of(file)).strip();
  }

  private void run(String numbers) throws SQLException, IOException, NoSuchAlgorithmException {
    line(
        "start",
        ALGORITHM,
        connection.getMetaData().getDatabaseProductVersion(),
        Long.toString(System.currentTimeMillis() / 1000),
        "UTF-16");
    tables();
    structure();
    numbers(numbers);
    line("end", "", "", "", "");
  }

  private void tables() throws SQLException, IOException, NoSuchAlgorithmException {
    List<String[]> found = new ArrayList<>();
    try (ResultSet tables =
        connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (tables.next()) {
        String schema = tables.getString("TABLE_SCHEM");
        if (!schema.equals("INFORMATION_SCHEMA")) {
          found.add(new String[] {schema, tables.getString("TABLE_NAME")});
        }
      }
    }
    for (String[] name : found) {
      table(name[0], name[1]);
    }
  }

  private void table(String schema, String name)
      throws SQLException, IOException, NoSuchAlgorithmException {
    long rows = 0;
    BigInteger upper = BigInteger.ZERO;
    BigInteger lower = BigInteger.ZERO;
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select * from " + quoted(schema) + "." + quoted(name))) {
      int[] types = types(row.getMetaData());
      MessageDigest digest = MessageDigest.getInstance("MD5");
      while (row.next()) {
        byte[] hash = hash(row, types, digest);
        upper = upper.add(new BigInteger(hash, 0, 8));
        lower = lower.add(new BigInteger(hash, 8, 8));
        rows++;
      }
    }
    line("table", schema, name, Long.toString(rows), upper + ":" + lower);
    out.flush();
  }

  private static int[] types(ResultSetMetaData data) throws SQLException {
    int[] types = new int[data.getColumnCount()];
    for (int i = 0; i < types.length; i++) {
      types[i] = data.getColumnType(i + 1);
    }
    return types;
  }

  private static byte[] hash(ResultSet row, int[] types, MessageDigest digest)
      throws SQLException, IOException, NoSuchAlgorithmException {
    for (int i = 0; i < types.length; i++) {
      String text = text(row, i + 1, types[i]);
      digest.update(
          (text == null ? "-" : text.length() + ":" + text).getBytes(StandardCharsets.UTF_8));
    }
    return digest.digest();
  }

  private static String text(ResultSet row, int column, int type)
      throws SQLException, IOException, NoSuchAlgorithmException {
    switch (type) {
      case Types.TIMESTAMP_WITH_TIMEZONE:
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant().toString();
      case Types.TIMESTAMP:
        return string(row.getObject(column, java.time.LocalDateTime.class));
      case Types.DATE:
        return string(row.getObject(column, java.time.LocalDate.class));
      case Types.TIME:
        return string(row.getObject(column, java.time.LocalTime.class));
      default:
        return text(row.getObject(column));
    }
  }

  private static String string(Object value) {
    return value == null ? null : value.toString();
  }

  private static String text(Object value)
      throws SQLException, IOException, NoSuchAlgorithmException {
    if (value == null) {
      return null;
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof byte[] bytes) {
      return HEX.formatHex(bytes);
    }
    if (value instanceof Blob blob) {
      return content(blob);
    }
    if (value instanceof Clob clob) {
      return content(clob);
    }
    if (value instanceof Array array) {
      return elements((Object[]) array.getArray());
    }
    if (value instanceof Object[] elements) {
      return elements(elements);
    }
    return value.toString();
  }

  private static String elements(Object[] elements)
      throws SQLException, IOException, NoSuchAlgorithmException {
    StringBuilder text = new StringBuilder("[");
    for (Object element : elements) {
      String part = text(element);
      text.append(part == null ? "-" : part.length() + ":" + part);
    }
    return text.append(']').toString();
  }

  private static String content(Blob blob)
      throws SQLException, IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("MD5");
    try (InputStream in = blob.getBinaryStream()) {
      byte[] piece = new byte[8192];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        digest.update(piece, 0, read);
      }
    }
    return blob.length() + ":" + HEX.formatHex(digest.digest());
  }

  private static String content(Clob clob)
      throws SQLException, IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("MD5");
    try (Reader in = new BufferedReader(clob.getCharacterStream())) {
      char[] piece = new char[8192];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        // As UTF-16, unit by unit: a pair that is cut between two pieces stays itself.
        for (int i = 0; i < read; i++) {
          digest.update((byte) (piece[i] >> 8));
          digest.update((byte) piece[i]);
        }
      }
    }
    return clob.length() + ":" + HEX.formatHex(digest.digest());
  }

  /** H2 writes the whole structure as statements; comments and users do not belong to it. */
  private void structure() throws SQLException, NoSuchAlgorithmException {
    try (Statement statement = connection.createStatement();
        ResultSet script = statement.executeQuery("script nodata nopasswords nosettings")) {
      while (script.next()) {
        String text = script.getString(1).strip();
        if (text.startsWith("CREATE ") && !text.startsWith("CREATE USER")) {
          definition(text);
        } else if (text.startsWith("ALTER ")) {
          definition(text);
        }
      }
    }
  }

  private void definition(String text) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("MD5");
    String hash = HEX.formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    String head = text.replaceAll("\\s+", " ");
    Matcher created = CREATED.matcher(head);
    String name = created.find() ? created.group() : head;
    line("structure", "Definition", "", name.substring(0, Math.min(name.length(), 160)), hash);
  }

  private void numbers(String sql) throws SQLException {
    if (sql.isBlank()) {
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        line("school", row.getString(1), row.getString(2), row.getString(3), row.getString(4));
      }
    }
  }

  private void line(String... cells) {
    for (int i = 0; i < cells.length; i++) {
      out.print((i == 0 ? "\"" : ",\"") + cells[i].replace("\"", "\"\"") + "\"");
    }
    out.print("\n");
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
