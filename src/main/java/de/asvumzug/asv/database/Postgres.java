package de.asvumzug.asv.database;

import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.secret.DatabaseLogin;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Database;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * A PostgreSQL server as reached from a host, through the client programs there: port 5432 is
 * normally open to that machine only (docs/domain.md §2). The administrator's password travels in a
 * password file for the time of a run.
 */
public final class Postgres {
  /** Where client programs lie beside the PATH. */
  public static final List<String> FOLDERS =
      List.of("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/bin");

  /**
   * What shapes our own sessions, whatever the database or the role has been told to set: settings
   * that move with a database (a time-out, read-only mode, a search path) must not end or change
   * our work on it. Options of a connection count more than those. Only what every role may set: a
   * role that may less is told so in words by a check.
   */
  private static final String SESSION =
      String.join(
          " -c ",
          "-c statement_timeout=0",
          "lock_timeout=0",
          "idle_in_transaction_session_timeout=0",
          "default_transaction_read_only=off",
          "default_transaction_deferrable=off",
          "default_transaction_isolation=read\\ committed",
          "search_path=pg_catalog",
          "role=none",
          "standard_conforming_strings=on",
          "array_nulls=on",
          "DateStyle=ISO",
          "IntervalStyle=postgres",
          "bytea_output=hex",
          "default_tablespace=",
          "temp_tablespaces=");

  private static final CSVFormat TABLE =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  private final Host host;
  private final Database database;
  private final Secrets secrets;

  public Postgres(Host host, Database database, Secrets secrets) {
    this.host = host;
    this.database = database;
    this.secrets = secrets;
  }

  public Database database() {
    return database;
  }

  /** Whether the host has a client program. */
  public boolean has(String program) throws IOException {
    return find(program).isPresent();
  }

  private Optional<String> find(String program) throws IOException {
    return host.findProgram(program, FOLDERS);
  }

  /**
   * A client program with connection settings and password file, e.g. {@code client("pg_dump",
   * "--dbname", "asv")}.
   *
   * @throws OperationFailed if the program is not on the host; says which package brings it
   */
  public Command client(String program, String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(
        find(program)
            .orElseThrow(
                () ->
                    OperationFailed.permanent(
                        "Auf %s fehlt das Programm %s.".formatted(host.name(), program),
                        """
                        Bitte die PostgreSQL-Client-Programme installieren (Debian: \
                        postgresql-client) oder ihren Ordner in asv.machines.%s.path eintragen."""
                            .formatted(host.name()))));
    line.addAll(List.of(arguments));
    Command command =
        Command.of(line)
            .with("PGHOST", database.host())
            .with("PGPORT", Integer.toString(database.port()))
            .with("PGUSER", database.administrator())
            .with("PGCONNECT_TIMEOUT", "10")
            .with("PGCLIENTENCODING", "UTF8")
            .with("PGOPTIONS", SESSION)
            .with("LC_ALL", "C.UTF-8");
    DatabaseLogin login =
        secrets.databaseLogin(host.name(), database.host(), database.passwordSecret());
    for (Map.Entry<String, String> demand : login.environment().entrySet()) {
      command = command.with(demand.getKey(), demand.getValue());
    }
    return login.password() == null
        ? command.with("PGPASSFILE", host.system().nullDevice())
        : command.withSecretFile("PGPASSFILE", passwordLine(login.password()));
  }

  /** A program's command with further settings of its session, e.g. {@code work_mem=64MB}. */
  public static Command withSettings(Command command, List<String> settings) {
    return command.with("PGOPTIONS", SESSION + " -c " + String.join(" -c ", settings));
  }

  /** A program's command without any settings of ours: the session that others get. */
  public static Command withoutSettings(Command command) {
    return command.with("PGOPTIONS", "");
  }

  /**
   * psql in script mode on a database: stops at the first error, answers as CSV with a header.
   * Values are handed over as psql variables and quoted by psql: {@code :'name'} for texts, {@code
   * :"name"} for names.
   */
  public Command psql(String databaseName, Map<String, String> variables) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--no-psqlrc",
                "--quiet",
                "--csv",
                "--set=ON_ERROR_STOP=1",
                "--no-password",
                "--dbname=" + connectionText(databaseName)));
    variables.forEach((name, value) -> arguments.add("--set=" + name + "=" + value));
    return client("psql", arguments.toArray(String[]::new));
  }

  /** Runs a short script and returns the rows of its one answer, by column name. */
  public List<Map<String, String>> query(
      String databaseName, String sql, Map<String, String> variables)
      throws IOException, InterruptedException {
    return rows(text(databaseName, sql, variables));
  }

  private String text(String databaseName, String sql, Map<String, String> variables)
      throws IOException, InterruptedException {
    CommandResult result = host.run(psql(databaseName, variables).withInput(sql));
    if (!result.succeeded()) {
      throw OperationFailed.temporary(
          "PostgreSQL auf %s (Port %s, Datenbank %s) hat eine Abfrage abgelehnt: %s"
              .formatted(host.name(), database.port(), databaseName, result.errors().strip()));
    }
    return host.system().text(result.output());
  }

  /**
   * Asks several things at once: a client program, and a session of the server, cost far more than
   * most answers.
   *
   * @param queries each a single one
   * @return the rows of each, in their order
   */
  public List<List<Map<String, String>>> queries(List<String> queries)
      throws IOException, InterruptedException {
    String mark = "end-" + UUID.randomUUID();
    String script =
        queries.stream()
            .map(query -> query + "\n;\n\\echo " + mark + "\n")
            .collect(Collectors.joining());
    List<List<Map<String, String>>> answers = new ArrayList<>();
    String rest = text(database.name(), script, Map.of());
    for (int end = rest.indexOf(mark); end >= 0; end = rest.indexOf(mark)) {
      answers.add(rows(rest.substring(0, end)));
      rest = rest.substring(Math.min(rest.length(), end + mark.length() + 1));
    }
    if (answers.size() != queries.size()) {
      throw OperationFailed.temporary(
          "PostgreSQL auf %s hat %s von %s Abfragen beantwortet. Die Abfrage wird wiederholt."
              .formatted(host.name(), answers.size(), queries.size()));
    }
    return answers;
  }

  public List<Map<String, String>> query(String sql, Map<String, String> variables)
      throws IOException, InterruptedException {
    return query(database.name(), sql, variables);
  }

  /**
   * Parses psql's CSV answer; empty text gives no rows. A row of one column that is empty is an
   * empty line, and none: ask for a second column where that may be.
   */
  public static List<Map<String, String>> rows(String csv) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (CSVRecord record : TABLE.parse(new StringReader(csv))) {
      rows.add(new LinkedHashMap<>(record.toMap()));
    }
    return rows;
  }

  /** psql expands a name that holds '=' as a connection string; quoting keeps any name a name. */
  private static String connectionText(String databaseName) {
    return "dbname='" + databaseName.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String passwordLine(String password) {
    return "*:*:*:*:" + password.replace("\\", "\\\\").replace(":", "\\:") + "\n";
  }
}
