package de.asvumzug.check.tool;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
 * the machine, by the installation's Java and with the installation's H2 driver: plain classes,
 * nothing but the JDK. The database is opened read-only.
 *
 * <p>Arguments: database path without ".mv.db", user, properties file that says what to do, output
 * file. Password: in the file that ASV_H2_PASSWORD_FILE names, else empty. Output: the lines of the
 * PostgreSQL script. Exit code 0, or 1 with a German message on standard error.
 *
 * <p>The ways to write a row down are those of {@link H2Values}.
 */
public final class H2TenantTool {
  private static final String MD5 = "canonical-row-md5-1";
  private static final int CELLS = 8;

  /** A million owners make less than a megabyte each part. */
  private static final int PARTS = 128;

  private static final int BUFFER = 8192;

  /** Tells an empty value from none in the parts. */
  private static final String VALUE = "=";

  private static final String NOBODYS = "";
  private static final Pattern SCHOOL = Pattern.compile("(?<!:):school\\b");

  private final Connection connection;
  private final Properties request;
  private final List<String> schools;
  private final PrintWriter out;
  private final Path scratch;

  private H2TenantTool(Connection connection, Properties request, PrintWriter out, Path scratch) {
    this.connection = connection;
    this.request = request;
    this.schools = words("schools");
    this.out = out;
    this.scratch = scratch;
  }

  public static void main(String[] arguments) throws Exception {
    String url = "jdbc:h2:" + arguments[0] + ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE;TRACE_LEVEL_FILE=0";
    try (Connection connection = DriverManager.getConnection(url, arguments[1], password());
        Reader in = Files.newBufferedReader(Path.of(arguments[2]), StandardCharsets.UTF_8);
        PrintWriter out =
            new PrintWriter(
                Files.newBufferedWriter(Path.of(arguments[3]), StandardCharsets.UTF_8))) {
      connection.setReadOnly(true);
      rowByRow(connection);
      Properties request = new Properties();
      request.load(in);
      new H2TenantTool(connection, request, out, Path.of(arguments[3] + ".tmp")).run();
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

  private void run() throws SQLException, IOException, GeneralSecurityException {
    if (request.getProperty("mode").equals("gaps")) {
      gaps();
    } else {
      String version = connection.getMetaData().getDatabaseProductVersion();
      line(
          "start",
          request.getProperty("way"),
          version,
          Long.toString(System.currentTimeMillis() / 1000));
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
    clear();
    try {
      for (String[] name : found) {
        keys(data, name[0], name[1]);
        table(name[0], name[1]);
      }
    } finally {
      clear();
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
    Set<String> names;
    int[] places;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      ResultSetMetaData data = row.getMetaData();
      TreeMap<String, Integer> columns = columns(data);
      names = columns.keySet();
      places = places(name, columns);
      rows(name, row, columns, types(data), places, groups);
    }
    for (int entry = 0; entry < places.length; entry++) {
      if (places[entry] > 0) {
        owners(request.getProperty("table." + name + "." + entry + ".owners"));
      }
      mark(entry, entry == places.length - 1, groups);
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
    line("table", lower(schema), lower(table), String.join("\n", names));
    out.flush();
  }

  /** Reads the table once: into the groups, or onto disk if owners have to be found first. */
  private void rows(
      String table,
      ResultSet row,
      TreeMap<String, Integer> columns,
      int[] types,
      int[] places,
      Map<List<String>, BigInteger[]> groups)
      throws SQLException, IOException, GeneralSecurityException {
    Set<String> ignored = new TreeSet<>(words("ignored." + table + ".columns"));
    Set<String> keys = keys(table, columns.keySet());
    DataOutputStream[] parts = places.length == 0 ? null : writers("rows.0");
    List<String> counted =
        columns.keySet().stream().filter(name -> !ignored.contains(name)).toList();
    long seed = ValueHash.seed(counted);
    List<String> narrow = counted.stream().filter(keys::contains).toList();
    long narrowSeed = ValueHash.seed(narrow);
    boolean md5 = request.getProperty("way").equals(MD5);
    List<byte[]> values = new ArrayList<>();
    List<byte[]> narrowValues = new ArrayList<>();
    while (row.next()) {
      values.clear();
      narrowValues.clear();
      for (String name : counted) {
        int place = columns.get(name);
        byte[] value =
            md5
                ? (name + "=" + H2Values.text(row, types[place], place) + ";")
                    .getBytes(StandardCharsets.UTF_8)
                : H2Values.bytes(row, types[place], place);
        values.add(value);
        if (keys.contains(name)) {
          narrowValues.add(value);
        }
      }
      byte[] all = md5 ? md5(values) : ValueHash.row(values, seed);
      byte[] key = md5 ? md5(narrowValues) : ValueHash.row(narrowValues, narrowSeed);
      String list = row.getString(1);
      list = list == null ? "" : list;
      if (parts == null) {
        add(groups, List.of("", list), all, key);
      } else {
        String[] ids = new String[places.length];
        for (int entry = 0; entry < places.length; entry++) {
          String id = places[entry] == 0 ? null : row.getString(places[entry]);
          ids[entry] = id == null ? NOBODYS : VALUE + id;
        }
        write(parts[part(ids[0])], ids, 0, "", list, all, key);
      }
    }
    close(parts);
  }

  private static TreeMap<String, Integer> columns(ResultSetMetaData data) throws SQLException {
    TreeMap<String, Integer> columns = new TreeMap<>();
    for (int column = 2; column <= data.getColumnCount(); column++) {
      columns.put(lower(data.getColumnName(column)), column);
    }
    return columns;
  }

  private static int[] types(ResultSetMetaData data) throws SQLException {
    int[] types = new int[data.getColumnCount() + 1];
    for (int column = 1; column < types.length; column++) {
      // H2 calls a UUID binary too.
      boolean uuid = data.getColumnTypeName(column).equals("UUID");
      types[column] = uuid ? Types.OTHER : data.getColumnType(column);
    }
    return types;
  }

  private static byte[] md5(List<byte[]> texts) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("MD5");
    texts.forEach(digest::update);
    return digest.digest();
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

  /**
   * Adds the marks of one entry to the rows that lie on disk. Rows and owners were sorted into the
   * same parts by the value of the entry's column, so that the owners of one part at a time fit
   * into memory, however many there are. The rows go on to the parts of the next entry, at last
   * into the groups.
   */
  private void mark(int entry, boolean last, Map<List<String>, BigInteger[]> groups)
      throws IOException {
    DataOutputStream[] next = last ? null : writers("rows." + (entry + 1));
    for (int part = 0; part < PARTS; part++) {
      Map<String, String> owners = owners(part);
      Path file = scratch.resolve("rows." + entry + "." + part);
      try (DataInputStream in = reader(file)) {
        while (in.readBoolean()) {
          mark(in, owners, next, groups);
        }
      }
      Files.delete(file);
    }
    close(next);
  }

  private void mark(
      DataInputStream in,
      Map<String, String> owners,
      DataOutputStream[] next,
      Map<List<String>, BigInteger[]> groups)
      throws IOException {
    String[] ids = new String[in.readByte()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = in.readUTF();
    }
    String marks = in.readUTF() + owners.getOrDefault(ids[0], mark(-1));
    String list = in.readUTF();
    byte[] all = in.readNBytes(16);
    byte[] key = in.readNBytes(16);
    if (next == null) {
      add(groups, List.of(marks, list), all, key);
    } else {
      write(next[part(ids[1])], ids, 1, marks, list, all, key);
    }
  }

  private static void write(
      DataOutputStream out,
      String[] ids,
      int from,
      String marks,
      String list,
      byte[] all,
      byte[] key)
      throws IOException {
    out.writeBoolean(true);
    out.writeByte(ids.length - from);
    for (int i = from; i < ids.length; i++) {
      out.writeUTF(ids[i]);
    }
    out.writeUTF(marks);
    out.writeUTF(list);
    out.write(all);
    out.write(key);
  }

  /** Sorts who owns what into parts on disk. */
  private void owners(String sql) throws SQLException, IOException {
    DataOutputStream[] parts = writers("owners");
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        String id = row.getString("row_id");
        if (id != null) {
          int place = schools.indexOf(row.getString("school"));
          DataOutputStream out = parts[part(VALUE + id)];
          out.writeBoolean(true);
          out.writeUTF(VALUE + id);
          out.writeShort(place < 0 ? schools.size() : place);
        }
      }
    }
    close(parts);
  }

  /** One part of them: value of the entry's column to the marks of the schools it belongs to. */
  private Map<String, String> owners(int part) throws IOException {
    Map<String, String> marks = new HashMap<>();
    Path file = scratch.resolve("owners." + part);
    if (!Files.exists(file)) {
      return marks;
    }
    try (DataInputStream in = reader(file)) {
      while (in.readBoolean()) {
        marks.merge(in.readUTF(), mark(in.readShort()), this::both);
      }
    }
    Files.delete(file);
    return marks;
  }

  private static int part(String id) {
    return Math.floorMod(id.hashCode() * 0x9E3779B9 >>> 16, PARTS);
  }

  private DataOutputStream[] writers(String name) throws IOException {
    Files.createDirectories(scratch);
    DataOutputStream[] parts = new DataOutputStream[PARTS];
    for (int part = 0; part < PARTS; part++) {
      Path file = scratch.resolve(name + "." + part);
      parts[part] =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
    }
    return parts;
  }

  private static DataInputStream reader(Path file) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
  }

  /** A part without the mark at its end was cut. */
  private static void close(DataOutputStream[] parts) throws IOException {
    if (parts != null) {
      for (DataOutputStream part : parts) {
        part.writeBoolean(false);
        part.close();
      }
    }
  }

  private void clear() throws IOException {
    if (Files.isDirectory(scratch)) {
      for (File file : scratch.toFile().listFiles()) {
        Files.delete(file.toPath());
      }
      Files.delete(scratch);
    }
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
