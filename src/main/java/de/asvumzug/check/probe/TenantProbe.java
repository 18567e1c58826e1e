package de.asvumzug.check.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures what an H2 database holds of schools, or lists what their backups cannot carry. Runs on
 * the machine as {@link H2Probe} says, by the installation's Java and with the installation's H2
 * driver.
 *
 * <p>Input: a properties file, see {@link TenantRequest}. Output: the lines of the PostgreSQL
 * script. The ways to write a row down are those of {@link H2Values}.
 */
public final class TenantProbe {
  private static final int CELLS = 8;
  private static final Pattern SCHOOL = Pattern.compile("(?<!:):school\\b");

  private final H2Database database;
  private final TenantRequest request;
  private final OutputLines out;
  private final DiskParts disk;

  private TenantProbe(H2Database database, TenantRequest request, OutputLines out, DiskParts disk) {
    this.database = database;
    this.request = request;
    this.out = out;
    this.disk = disk;
  }

  public static void main(String[] arguments) throws Exception {
    H2Probe.run(
        arguments,
        CELLS,
        (database, input, output, out) ->
            new TenantProbe(
                    database,
                    new TenantRequest(input),
                    out,
                    new DiskParts(Path.of(output + ".tmp")))
                .run());
  }

  private void run() throws SQLException, IOException {
    if (request.asksForGaps()) {
      gaps();
    } else {
      String now = Long.toString(System.currentTimeMillis() / 1000);
      out.line("start", request.way(), database.version(), now);
      tables();
      database.numbers(request.text("numbers"), out);
    }
    out.line("end");
  }

  private void gaps() throws SQLException {
    int count = request.number("gaps");
    for (String school : request.schools()) {
      for (int i = 0; i < count; i++) {
        gaps(school, request.text("gap." + i + ".kind"), request.text("gap." + i + ".sql"));
      }
    }
  }

  private void gaps(String school, String kind, String sql) throws SQLException {
    Matcher places = SCHOOL.matcher(sql);
    long binds = places.results().count();
    try (PreparedStatement query = database.connection().prepareStatement(places.replaceAll("?"))) {
      for (int bind = 1; bind <= binds; bind++) {
        query.setString(bind, school);
      }
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          out.line("gap", school, kind, row.getString("item"));
        }
      }
    }
  }

  private void tables() throws SQLException, IOException {
    List<H2Database.Table> tables = database.tables();
    disk.clear();
    try {
      for (H2Database.Table table : tables) {
        keys(table);
        new TableMeasurement(database, request, disk, table).measure(out);
      }
    } finally {
      disk.clear();
    }
  }

  private void keys(H2Database.Table table) throws SQLException {
    DatabaseMetaData data = database.connection().getMetaData();
    try (ResultSet key = data.getImportedKeys(null, table.schema(), table.name())) {
      while (key.next()) {
        String parent = key.getString("PKTABLE_SCHEM") + "." + key.getString("PKTABLE_NAME");
        out.line("key", lower(table.schema() + "." + table.name()), lower(parent));
      }
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
