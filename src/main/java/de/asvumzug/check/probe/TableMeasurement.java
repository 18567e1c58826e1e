package de.asvumzug.check.probe;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Measures one table. Its rows are summed up by the schools that they belong to; if these have to
 * be found first, rows and owners go onto disk meanwhile.
 */
final class TableMeasurement {
  private static final String OWNERS = "owners";
  private static final String ROWS = "rows.";

  /** Tells an empty value from none in the parts. */
  private static final String VALUE = "=";

  private static final String NOBODYS = "";

  private final H2Database database;
  private final TenantRequest request;
  private final DiskParts disk;
  private final SchoolMarks marks;
  private final H2Database.Table table;

  /** Empty if it is none of the schema that the request speaks of. */
  private final String name;

  private final Map<Group, Sums> groups = new HashMap<>();

  TableMeasurement(
      H2Database database, TenantRequest request, DiskParts disk, H2Database.Table table) {
    this.database = database;
    this.request = request;
    this.disk = disk;
    this.marks = new SchoolMarks(request.schools());
    this.table = table;
    this.name = request.namesSchema(lower(table.schema())) ? lower(table.name()) : "";
  }

  private record Group(String marks, String list) {}

  private record Sums(HashSum all, HashSum key) {}

  void measure(OutputLines out) throws SQLException, IOException {
    Set<String> columns;
    int[] places;
    try (Statement statement = database.connection().createStatement();
        ResultSet row = statement.executeQuery(sql())) {
      Map<String, Integer> found = columns(row.getMetaData());
      columns = found.keySet();
      places = places(found);
      rows(row, found, places);
    }
    for (int entry = 0; entry < places.length; entry++) {
      boolean owned = places[entry] > 0;
      if (owned) {
        owners(request.owners(name, entry));
      }
      mark(entry, owned, entry == places.length - 1);
    }
    write(columns, out);
  }

  private String sql() {
    String condition = request.condition(name);
    return "select "
        + request.list(name)
        + ", t.* from "
        + table.quoted()
        + " t"
        + (condition.isEmpty() ? "" : " where " + condition);
  }

  /** The first one is the list's name. */
  private static Map<String, Integer> columns(ResultSetMetaData data) throws SQLException {
    Map<String, Integer> columns = new TreeMap<>();
    for (int column = 2; column <= data.getColumnCount(); column++) {
      columns.put(lower(data.getColumnName(column)), column);
    }
    return columns;
  }

  /** Where each entry's column is; 0 if the table has none of that name. */
  private int[] places(Map<String, Integer> columns) {
    int[] places = new int[request.entries(name)];
    for (int entry = 0; entry < places.length; entry++) {
      places[entry] = columns.getOrDefault(request.column(name, entry), 0);
    }
    return places;
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

  /** Reads the table once: into the groups, or onto disk if owners have to be found first. */
  private void rows(ResultSet row, Map<String, Integer> columns, int[] places)
      throws SQLException, IOException {
    Set<String> ignored = request.ignoredColumns(name);
    Set<String> keys = request.keys(name, columns.keySet());
    List<String> counted =
        columns.keySet().stream().filter(column -> !ignored.contains(column)).toList();
    List<String> narrow = counted.stream().filter(keys::contains).toList();
    long seed = ValueHash.seed(counted);
    long narrowSeed = ValueHash.seed(narrow);
    int[] types = types(row.getMetaData());
    boolean md5 = request.hashesByMd5();
    DiskParts.Writer parts = places.length == 0 ? null : disk.writer(ROWS + 0);
    List<byte[]> values = new ArrayList<>();
    List<byte[]> narrowValues = new ArrayList<>();
    while (row.next()) {
      values.clear();
      narrowValues.clear();
      for (String column : counted) {
        int place = columns.get(column);
        byte[] value =
            md5
                ? named(column, H2Values.text(row, types[place], place))
                : H2Values.bytes(row, types[place], place);
        values.add(value);
        if (keys.contains(column)) {
          narrowValues.add(value);
        }
      }
      byte[] all = md5 ? md5(values) : ValueHash.row(values, seed);
      byte[] key = md5 ? md5(narrowValues) : ValueHash.row(narrowValues, narrowSeed);
      String list = row.getString(1);
      MarkedRow read = new MarkedRow(ids(row, places), "", list == null ? "" : list, all, key);
      if (parts == null) {
        add(read);
      } else {
        read.write(parts);
      }
    }
    if (parts != null) {
      parts.finish();
    }
  }

  private static byte[] named(String column, String value) {
    return (column + "=" + value + ";").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] md5(List<byte[]> texts) {
    MessageDigest digest = Md5.digest();
    texts.forEach(digest::update);
    return digest.digest();
  }

  private static List<String> ids(ResultSet row, int[] places) throws SQLException {
    List<String> ids = new ArrayList<>(places.length);
    for (int place : places) {
      String id = place == 0 ? null : row.getString(place);
      ids.add(id == null ? NOBODYS : VALUE + id);
    }
    return ids;
  }

  private void add(MarkedRow row) {
    Sums sums =
        groups.computeIfAbsent(
            new Group(row.marks(), row.list()), group -> new Sums(new HashSum(), new HashSum()));
    sums.all().add(row.all());
    sums.key().add(row.key());
  }

  /** Sorts who owns what into parts on disk. */
  private void owners(String sql) throws SQLException, IOException {
    DiskParts.Writer parts = disk.writer(OWNERS);
    try (Statement statement = database.connection().createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        String id = row.getString("row_id");
        if (id != null) {
          int place = marks.place(row.getString("school"));
          DataOutputStream out = parts.next(VALUE + id);
          out.writeUTF(VALUE + id);
          out.writeShort(place);
        }
      }
    }
    parts.finish();
  }

  /**
   * Adds the marks of one entry to the rows that lie on disk, part by part: rows and owners were
   * sorted by the same value. The rows go on to the parts of the next entry, at last into the
   * groups.
   */
  private void mark(int entry, boolean owned, boolean last) throws IOException {
    DiskParts.Writer next = last ? null : disk.writer(ROWS + (entry + 1));
    for (int part = 0; part < DiskParts.PARTS; part++) {
      Map<String, String> owners = new HashMap<>();
      if (owned) {
        disk.drain(
            OWNERS, part, in -> owners.merge(in.readUTF(), marks.of(in.readShort()), marks::both));
      }
      disk.drain(
          ROWS + entry,
          part,
          in -> {
            MarkedRow row = MarkedRow.read(in);
            MarkedRow marked = row.marked(owners.getOrDefault(row.ids().get(0), marks.nobodys()));
            if (next == null) {
              add(marked);
            } else {
              marked.write(next);
            }
          });
    }
    if (next != null) {
      next.finish();
    }
  }

  private void write(Set<String> columns, OutputLines out) {
    String schema = lower(table.schema());
    groups.forEach(
        (group, sums) ->
            out.line(
                "part",
                schema,
                lower(table.name()),
                group.marks(),
                group.list(),
                sums.all().rows(),
                sums.all().halves(),
                sums.key().halves()));
    out.line("table", schema, lower(table.name()), String.join("\n", columns));
    out.flush();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
