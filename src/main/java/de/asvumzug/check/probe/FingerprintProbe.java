package de.asvumzug.check.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the fingerprint of an H2 database. Runs on the machine as {@link H2Probe} says, by the
 * installation's Java and with the installation's H2 driver.
 *
 * <p>Input: the SQL for the numbers per school. Output: the lines of the PostgreSQL script.
 */
public final class FingerprintProbe {
  private static final String ALGORITHM = "h2-value-text-md5-1";
  private static final int CELLS = 5;
  private static final int LONGEST_NAME = 160;

  /** "CREATE INDEX", for instance, and the quoted name with its schema. */
  private static final Pattern CREATED =
      Pattern.compile("^CREATE [^\"]*\"(?:[^\"]|\"\")*\"(?:\\.\"(?:[^\"]|\"\")*\")*");

  private final H2Database database;
  private final OutputLines out;

  private FingerprintProbe(H2Database database, OutputLines out) {
    this.database = database;
    this.out = out;
  }

  public static void main(String[] arguments) throws Exception {
    H2Probe.run(
        arguments,
        CELLS,
        (database, input, output, out) ->
            new FingerprintProbe(database, out).run(Files.readString(input)));
  }

  private void run(String numbers) throws SQLException, IOException {
    String now = Long.toString(System.currentTimeMillis() / 1000);
    out.line("start", ALGORITHM, database.version(), now, "UTF-16");
    for (H2Database.Table table : database.tables()) {
      table(table);
    }
    structure();
    database.numbers(numbers, out);
    out.line("end");
  }

  private void table(H2Database.Table table) throws SQLException, IOException {
    HashSum sum = new HashSum();
    try (Statement statement = database.connection().createStatement();
        ResultSet row = statement.executeQuery("select * from " + table.quoted())) {
      RowText text = new RowText(row);
      while (row.next()) {
        sum.add(text.hash());
      }
    }
    out.line("table", table.schema(), table.name(), sum.rows(), sum.halves());
    out.flush();
  }

  /** H2 writes the whole structure as statements; comments and users do not belong to it. */
  private void structure() throws SQLException {
    try (Statement statement = database.connection().createStatement();
        ResultSet script = statement.executeQuery("script nodata nopasswords nosettings")) {
      while (script.next()) {
        String text = script.getString(1).strip();
        boolean created = text.startsWith("CREATE ") && !text.startsWith("CREATE USER");
        if (created || text.startsWith("ALTER ")) {
          definition(text);
        }
      }
    }
  }

  private void definition(String text) {
    String head = text.replaceAll("\\s+", " ");
    Matcher created = CREATED.matcher(head);
    String name = created.find() ? created.group() : head;
    out.line(
        "structure",
        "Definition",
        "",
        name.substring(0, Math.min(name.length(), LONGEST_NAME)),
        Md5.hex(text.getBytes(StandardCharsets.UTF_8)));
  }
}
