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
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures what an H2 database holds of schools, or lists what their backups cannot carry. Runs on
 * the machine, by the installation's Java and with the installation's H2 driver: one class, nothing
 * but the JDK. The database is opened read-only.
 *
 * <p>Arguments: database path without ".mv.db", user, properties file that says what to do, output
 * file. Password: in the file that ASV_H2_PASSWORD_FILE names, else empty. Output: the lines of the
 * PostgreSQL script. Exit code 0, or 1 with a German message on standard error.
 *
 * <p>The text of a value is that of tenant-columns.sql: the two must be changed together.
 */
public final class H2TenantTool {
  private static final String ALGORITHM = "canonical-row-md5-1";
  private static final int CELLS = 8;
  private static final Pattern SCHOOL = Pattern.compile("(?<!:):school\\b");
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");
  private static final HexFormat HEX = HexFormat.of();

  private final Connection connection;
  private final Properties request;
  private final List<String> schools;
  private final PrintWriter out;

  private H2TenantTool(Connection connection, Properties request, PrintWriter out) {
    this.connection = connection;
    this.request = request;
    this.schools = words("schools");
    this.out = out;
  }

  public static void main(String[] arguments) throws Exception {
    String url = "jdbc:h2:" + arguments[0] + ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE;TRACE_LEVEL_FILE=0";
    try (Connection connection = DriverManager.getConnection(url, arguments[1], password());
        Reader in = Files.newBufferedReader(Path.of(arguments[2]), StandardCharsets.UTF_8);
        PrintWriter out =
            new PrintWriter(
                Files.newBufferedWriter(Path.of(arguments[3]), StandardCharsets.UTF_8))) {
      connection.setReadOnly(true);
      Properties request = new Properties();
      request.load(in);
      new H2TenantTool(connection, request, out).run();
      if (out.checkError()) {
        throw new IOException("Ausgabe nicht geschrieben: " + arguments[3]);
      }
    } catch (SQLException | IOException e) {
      System.err.println("H2-Datenbank " + arguments[0] + ": " + e.getMessage());
      System.exit(1);
    }
  }

  private static String password() throws IOException {
    String file = System.getenv("ASV_H2_PASSWORD_FILE");
    return file == null ? "" : Files.readString(Path.of(file)).strip();
  }

  private void run() throws SQLException, IOException, GeneralSecurityException {
    if (request.getProperty("mode").equals("gaps")) {
      gaps();
    } else {
      String version = connection.getMetaData().getDatabaseProductVersion();
      line("start", ALGORITHM, version, Long.toString(System.currentTimeMillis() / 1000));
      tables();
      numbers();
    }
    line("end");
  }

  private void gaps() throws SQLException {
    int count = Integer.parseInt(request.getProperty("gaps"));
    for (String school : schools) {
      for (int i = 0; i < count; i++) {
        Matcher places = SCHOOL.matcher(request.getProperty("gap." + i + ".sql"));
        long binds = places.results().count();
        try (PreparedStatement query = connection.prepareStatement(places.replaceAll("?"))) {
          for (int bind = 1; bind <= binds; bind++) {
            query.setString(bind, school);
          }
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              line("gap", school, request.getProperty("gap." + i + ".kind"), row.getString("item"));
            }
          }
        }
      }
    }
  }

  private void tables() throws SQLException, IOException, GeneralSecurityException {
    DatabaseMetaData data = connection.getMetaData();
    List<String[]> found = new ArrayList<>();
    try (ResultSet tables = data.getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (tables.next()) {
        String schema = tables.getString("TABLE_SCHEM");
        if (!schema.equals("INFORMATION_SCHEMA")) {
          found.add(new String[] {schema, tables.getString("TABLE_NAME")});
        }
      }
    }
    for (String[] name : found) {
      keys(data, name[0], name[1]);
      table(name[0], name[1]);
    }
  }

  private void keys(DatabaseMetaData data, String schema, String table) throws SQLException {
    try (ResultSet key = data.getImportedKeys(null, schema, table)) {
      while (key.next()) {
        String parent = key.getString("PKTABLE_SCHEM") + "." + key.getString("PKTABLE_NAME");
        line("key", lower(schema + "." + table), lower(parent));
      }
    }
  }

  private void table(String schema, String table)
      throws SQLException, IOException, GeneralSecurityException {
    boolean own = lower(schema).equals(request.getProperty("schema"));
    String name = own ? lower(table) : "";
    String condition = request.getProperty("ignored." + name + ".condition", "");
    String list =
        !name.isEmpty() && name.equals(request.getProperty("list.table"))
            ? "(" + request.getProperty("list.name") + ")"
            : "''";
    String sql =
        "select "
            + list
            + ", t.* from "
            + quoted(schema)
            + "."
            + quoted(table)
            + " t"
            + (condition.isEmpty() ? "" : " where " + condition);
    // Per group: rows, then the two halves of both hashes.
    Map<List<String>, BigInteger[]> groups = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      ResultSetMetaData data = row.getMetaData();
      TreeMap<String, Integer> columns = columns(data);
      Set<String> ignored = new TreeSet<>(words("ignored." + name + ".columns"));
      Set<String> keys = keys(name, columns.keySet());
      int[] places = places(name, columns);
      List<Map<String, String>> owners = owners(name, places);
      while (row.next()) {
        row(row, data, columns, ignored, keys, marks(row, places, owners), groups);
      }
      groups.forEach(
          (group, sums) ->
              line(
                  "part",
                  lower(schema),
                  lower(table),
                  group.get(0),
                  group.get(1),
                  sums[0].toString(),
                  sums[1] + ":" + sums[2],
                  sums[3] + ":" + sums[4]));
      line("table", lower(schema), lower(table), String.join("\n", columns.keySet()));
    }
    out.flush();
  }

  private static TreeMap<String, Integer> columns(ResultSetMetaData data) throws SQLException {
    TreeMap<String, Integer> columns = new TreeMap<>();
    for (int column = 2; column <= data.getColumnCount(); column++) {
      columns.put(lower(data.getColumnName(column)), column);
    }
    return columns;
  }

  private void row(
      ResultSet row,
      ResultSetMetaData data,
      TreeMap<String, Integer> columns,
      Set<String> ignored,
      Set<String> keys,
      String marks,
      Map<List<String>, BigInteger[]> groups)
      throws SQLException, IOException, GeneralSecurityException {
    MessageDigest all = MessageDigest.getInstance("MD5");
    MessageDigest key = MessageDigest.getInstance("MD5");
    for (Map.Entry<String, Integer> column : columns.entrySet()) {
      if (!ignored.contains(column.getKey())) {
        byte[] text =
            (column.getKey() + "=" + text(row, data, column.getValue()) + ";")
                .getBytes(StandardCharsets.UTF_8);
        all.update(text);
        if (keys.contains(column.getKey())) {
          key.update(text);
        }
      }
    }
    String list = row.getString(1);
    add(groups, List.of(marks, list == null ? "" : list), all.digest(), key.digest());
  }

  private static void add(
      Map<List<String>, BigInteger[]> groups, List<String> group, byte[] all, byte[] key) {
    BigInteger[] sums = groups.get(group);
    if (sums == null) {
      sums = new BigInteger[5];
      Arrays.fill(sums, BigInteger.ZERO);
      groups.put(group, sums);
    }
    sums[0] = sums[0].add(BigInteger.ONE);
    sums[1] = sums[1].add(new BigInteger(all, 0, 8));
    sums[2] = sums[2].add(new BigInteger(all, 8, 8));
    sums[3] = sums[3].add(new BigInteger(key, 0, 8));
    sums[4] = sums[4].add(new BigInteger(key, 8, 8));
  }

  /** Columns of the second, narrower hash. */
  private Set<String> keys(String table, Set<String> columns) {
    Set<String> keys = new TreeSet<>(columns);
    if (!table.isEmpty() && table.matches(request.getProperty("lists"))) {
      keys.removeAll(words("lists.audit"));
    } else {
      keys.retainAll(words("table." + table + ".key"));
    }
    return keys;
  }

  /** Per entry of the table: value of its column to the marks of the schools it belongs to. */
  private List<Map<String, String>> owners(String table, int[] places) throws SQLException {
    List<Map<String, String>> all = new ArrayList<>();
    for (int entry = 0; entry < places.length; entry++) {
      String sql = request.getProperty("table." + table + "." + entry + ".owners");
      all.add(places[entry] == 0 ? Map.of() : owned(sql));
    }
    return all;
  }

  private Map<String, String> owned(String sql) throws SQLException {
    Map<String, String> marks = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        String id = row.getString("row_id");
        if (id != null) {
          int place = schools.indexOf(row.getString("school"));
          marks.merge(id, mark(place < 0 ? schools.size() : place), this::both);
        }
      }
    }
    return marks;
  }

  /** One 1 among zeros; equal texts are one object, for there is one for each row of a school. */
  private String mark(int place) {
    char[] marks = new char[schools.size() + 1];
    Arrays.fill(marks, '0');
    if (place >= 0) {
      marks[place] = '1';
    }
    return new String(marks).intern();
  }

  private String both(String one, String other) {
    char[] marks = one.toCharArray();
    for (int i = 0; i < marks.length; i++) {
      marks[i] = other.charAt(i) == '1' ? '1' : marks[i];
    }
    return new String(marks).intern();
  }

  /** Where each entry's column is; 0 if the table has none of that name. */
  private int[] places(String table, TreeMap<String, Integer> columns) {
    int[] places =
        new int[Integer.parseInt(request.getProperty("table." + table + ".entries", "0"))];
    for (int entry = 0; entry < places.length; entry++) {
      places[entry] =
          columns.getOrDefault(request.getProperty("table." + table + "." + entry + ".column"), 0);
    }
    return places;
  }

  private String marks(ResultSet row, int[] places, List<Map<String, String>> owners)
      throws SQLException {
    if (places.length == 0) {
      return "";
    }
    String none = mark(-1);
    StringBuilder marks = new StringBuilder();
    for (int entry = 0; entry < places.length; entry++) {
      String id = places[entry] == 0 ? null : row.getString(places[entry]);
      marks.append(id == null ? none : owners.get(entry).getOrDefault(id, none));
    }
    return marks.toString();
  }

  private static String text(ResultSet row, ResultSetMetaData data, int column)
      throws SQLException, IOException, GeneralSecurityException {
    // H2 calls a UUID binary too.
    boolean uuid = data.getColumnTypeName(column).equals("UUID");
    String text =
        switch (uuid ? Types.OTHER : data.getColumnType(column)) {
          case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> row.getString(column);
          case Types.NUMERIC, Types.DECIMAL -> decimal(row.getBigDecimal(column), data, column);
          case Types.BOOLEAN, Types.BIT -> string(row.getObject(column, Boolean.class));
          case Types.DATE -> string(row.getObject(column, LocalDate.class));
          case Types.TIMESTAMP -> format(row.getObject(column, LocalDateTime.class));
          case Types.TIMESTAMP_WITH_TIMEZONE -> format(row.getObject(column, OffsetDateTime.class));
          case Types.TIME -> format(row.getObject(column, LocalTime.class));
          case Types.DOUBLE, Types.FLOAT -> bits(row.getObject(column, Double.class));
          case Types.REAL -> bits(row.getObject(column, Float.class));
          case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
              content(row.getBinaryStream(column));
          case Types.CHAR -> counted(padded(row.getString(column)));
          case Types.CLOB -> counted(characters(row.getCharacterStream(column)));
          default -> counted(row.getString(column));
        };
    return text == null ? "-" : text;
  }

  /** Older versions of H2 keep fewer places than the column has. */
  private static String decimal(BigDecimal value, ResultSetMetaData data, int column)
      throws SQLException {
    if (value == null) {
      return null;
    }
    int scale = data.getScale(column);
    return (scale > value.scale() && scale < 1000 ? value.setScale(scale) : value).toPlainString();
  }

  private static String string(Object value) {
    return value == null ? null : value.toString();
  }

  private static String format(LocalDateTime value) {
    return value == null ? null : TIMESTAMP.format(value);
  }

  private static String format(OffsetDateTime value) {
    return value == null ? null : TIMESTAMP.format(value.withOffsetSameInstant(ZoneOffset.UTC));
  }

  private static String format(LocalTime value) {
    return value == null ? null : TIME.format(value);
  }

  private static String bits(Double value) {
    return value == null ? null : HEX.toHexDigits(Double.doubleToLongBits(value + 0.0));
  }

  private static String bits(Float value) {
    return value == null ? null : HEX.toHexDigits(Float.floatToIntBits(value + 0.0f));
  }

  /** PostgreSQL leaves the padding of a fixed length away. */
  private static String padded(String text) {
    return text == null ? null : text.replaceAll(" +$", "");
  }

  private static String counted(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8).length + ":" + text;
  }

  private static String characters(Reader content) throws IOException {
    if (content == null) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    try (Reader in = new BufferedReader(content)) {
      char[] piece = new char[8192];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        text.append(piece, 0, read);
      }
    }
    return text.toString();
  }

  private static String content(InputStream content) throws IOException, GeneralSecurityException {
    if (content == null) {
      return null;
    }
    MessageDigest digest = MessageDigest.getInstance("MD5");
    try (InputStream in = content) {
      byte[] piece = new byte[8192];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        digest.update(piece, 0, read);
      }
    }
    return HEX.formatHex(digest.digest());
  }

  private void numbers() throws SQLException {
    String sql = request.getProperty("numbers");
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

  private List<String> words(String property) {
    String text = request.getProperty(property, "");
    return text.isEmpty() ? List.of() : List.of(text.split(","));
  }

  private void line(String... cells) {
    for (int i = 0; i < CELLS; i++) {
      String cell = i < cells.length && cells[i] != null ? cells[i] : "";
      out.print((i == 0 ? "\"" : ",\"") + cell.replace("\"", "\"\"") + "\"");
    }
    out.print("\n");
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
