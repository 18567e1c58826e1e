package de.asvumzug.backup.postgres;

import de.asvumzug.asv.database.Postgres;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobResult;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What backup and restore ask of the client programs. */
public final class PostgresTools {
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)[.\\w]*)");

  /**
   * Only a program's own error lines, and ours: what follows them quotes rows, which are data of
   * pupils.
   */
  private static final Pattern MESSAGE = Pattern.compile("^(pg_\\w+: error|asv-umzug): .*");

  /** A folder of sockets that no server has. */
  private static final String NOWHERE = "/nonexistent";

  private PostgresTools() {}

  /** Version of a client program, e.g. 15.19. */
  public static String version(Host host, Postgres postgres, String program)
      throws IOException, InterruptedException {
    CommandResult result = host.run(postgres.client(program, "--version"));
    Matcher matcher = VERSION.matcher(result.output());
    if (!result.succeeded() || !matcher.find()) {
      throw OperationFailed.permanent(
          "Die Version von " + program + " auf " + host.name() + " ließ sich nicht feststellen.");
    }
    return matcher.group(1);
  }

  /** Version of the server, e.g. 14.24. */
  public static String serverVersion(Postgres postgres, String database)
      throws IOException, InterruptedException {
    return value(postgres, database, "show server_version", Map.of()).split(" ")[0];
  }

  /**
   * @throws OperationFailed (permanent) if the program is older than the server: it would refuse
   */
  public static void requireNotOlder(Host host, String program, String client, String server) {
    if (major(client) < major(server)) {
      throw OperationFailed.permanent(
          "%s auf %s hat die Version %s und ist älter als der PostgreSQL-Server (%s)."
              .formatted(program, host.name(), client, server),
          "Bitte dort die Client-Programme der Version %s oder neuer installieren."
              .formatted(major(server)));
    }
  }

  /** What the client package of a machine can compress with, e.g. before a dump is made there. */
  static Compression.Client client(Host host, Postgres postgres, String version)
      throws IOException, InterruptedException {
    int major = major(version);
    Set<Compression> built = EnumSet.noneOf(Compression.class);
    if (Compression.worthAsking(major)) {
      for (Compression method : List.of(Compression.ZSTD, Compression.LZ4)) {
        if (isBuiltIn(host, postgres, method)) {
          built.add(method);
        }
      }
    }
    return new Compression.Client(major, built);
  }

  /**
   * A build that lacks a method refuses it before it tries to connect; one that has it goes on to
   * the server that is not there.
   */
  private static boolean isBuiltIn(Host host, Postgres postgres, Compression method)
      throws IOException, InterruptedException {
    Command command =
        postgres
            .client("pg_dump", "--compress=" + method.argument(), "--schema-only", "--no-password")
            .with("PGHOST", NOWHERE)
            .with("PGDATABASE", "none");
    return !host.run(command).errors().contains("compression");
  }

  public static int major(String version) {
    return Integer.parseInt(version.split("\\D", 2)[0]);
  }

  /** The one value of the one row. */
  public static String value(
      Postgres postgres, String database, String sql, Map<String, String> variables)
      throws IOException, InterruptedException {
    List<Map<String, String>> rows = postgres.query(database, sql, variables);
    if (rows.size() != 1 || rows.get(0).isEmpty()) {
      throw OperationFailed.permanent(
          "Die Datenbank %s hat auf eine Abfrage nicht genau einen Wert geliefert: %s"
              .formatted(database, sql));
    }
    return rows.get(0).values().iterator().next();
  }

  /** Runs a script whose answer does not matter. */
  public static void script(
      Host host, Postgres postgres, String database, String sql, Map<String, String> variables)
      throws IOException, InterruptedException {
    CommandResult result = host.run(postgres.psql(database, variables).withInput(sql));
    if (!result.succeeded()) {
      throw OperationFailed.temporary(
          "PostgreSQL auf %s (Datenbank %s) hat einen Befehl abgelehnt: %s"
              .formatted(host.name(), database, error(result.errors())));
    }
  }

  /** The server's own words in what psql printed, without what else it prints beside them. */
  public static String error(String output) {
    return output
        .lines()
        .filter(line -> line.contains("ERROR:") || line.contains("FATAL:"))
        .map(line -> line.substring(line.replace("FATAL:", "ERROR:").indexOf("ERROR:")))
        .findFirst()
        .orElse("ohne Angabe");
  }

  /**
   * @throws OperationFailed (temporary) with the server's words if a script of ours failed; not for
   *     one that reads rows, whose values they may quote
   */
  public static void requireStartedBefore(Host host, String what, JobResult result) {
    if (!result.succeeded()) {
      throw OperationFailed.temporary(
          what + " auf " + host.name() + " ist gescheitert: " + error(result.logTail()));
    }
  }

  /**
   * @throws OperationFailed (temporary) if the program ended with any error
   */
  public static void requireSuccess(Host host, String what, JobResult result) {
    if (!result.succeeded()) {
      throw OperationFailed.temporary(
          """
          %s auf %s ist mit dem Code %s gescheitert: %s Das ganze Protokoll liegt dort im \
          Ordner %s/jobs."""
              .formatted(
                  what,
                  host.name(),
                  result.exitCode(),
                  messages(result.logTail()),
                  host.workFolder()));
    }
  }

  private static String messages(String log) {
    String found =
        log.lines()
            .filter(line -> MESSAGE.matcher(line).matches())
            .limit(3)
            .collect(Collectors.joining(" "));
    return found.isEmpty() ? "ohne Meldung." : found;
  }
}
