package de.asvumzug.check.fingerprint;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.DatabaseRoles;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.host.Command;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.Progress;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.host.secret.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes the fingerprint of a PostgreSQL database by one psql script on the machine. */
final class PostgresFingerprinter implements Fingerprinter {
  /** The name that the script knows for any way. */
  static final String AUTO = "auto";

  /** Every server and encoding allows it. */
  static final String MD5 = "postgresql-row-text-md5-2";

  /** No rows: what the script calls a measurement of the structure only. */
  private static final String STRUCTURE = "postgresql-structure-2";

  /** The fastest of today. */
  private static final String VALUES = "postgresql-row-values-2";

  /** Measured by an older version, for a move that was under way when this one came. */
  private static final Set<String> OLD_WAYS =
      Set.of("postgresql-row-values-1", "postgresql-row-text-md5-1");

  private static final List<String> OLD = List.of("session.sql", "fingerprint-1.sql");

  private static final String CLUSTER = "fingerprint-cluster.sql";

  private static final List<String> EVERYTHING =
      List.of(
          "session.sql",
          "fingerprint-start.sql",
          "fingerprint-rows.sql",
          "fingerprint-structure.sql",
          CLUSTER,
          "fingerprint-end.sql");

  private static final List<String> STRUCTURE_ONLY =
      List.of(
          "session.sql",
          "fingerprint-start.sql",
          "fingerprint-structure.sql",
          CLUSTER,
          "fingerprint-end.sql");

  /** SQLSTATE lock_not_available. */
  private static final String LOCKED = "55P03";

  private final CheckSettings settings;
  private final Secrets secrets;
  private final String schema;

  /**
   * @param schema ASV's own
   */
  PostgresFingerprinter(CheckSettings settings, Secrets secrets, String schema) {
    this.settings = settings;
    this.schema = schema;
    this.secrets = secrets;
  }

  /**
   * {@inheritDoc}
   *
   * @param way {@link #AUTO} for the fastest that this database allows
   */
  @Override
  public Measurement take(
      Endpoint endpoint, String folder, String way, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    return new Measurement(fingerprints(endpoint, folder, way, jobs, progress), numbers(endpoint));
  }

  private NumbersPerSchool numbers(Endpoint endpoint) throws IOException, InterruptedException {
    if (settings.numbers().isBlank()) {
      return new NumbersPerSchool(List.of());
    }
    Postgres postgres = new Postgres(endpoint.host(), endpoint.installation().database(), secrets);
    return new NumbersPerSchool(
        postgres.query(settings.numbers(), Map.of()).stream()
            .map(
                row ->
                    new SchoolNumbers(
                        row.get("school"),
                        Long.parseLong(row.get("pupils")),
                        Long.parseLong(row.get("classes")),
                        Long.parseLong(row.get("teachers"))))
            .toList());
  }

  private Fingerprints fingerprints(
      Endpoint endpoint, String folder, String way, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    Postgres postgres = new Postgres(endpoint.host(), endpoint.installation().database(), secrets);
    String output = folder + "/fingerprint.csv";
    FingerprintProgress watch =
        new FingerprintProgress(endpoint.host(), output, tables(postgres), progress);
    Fingerprints found =
        run(postgres, endpoint, folder, new Script("fingerprint", parts(way), way), jobs, watch);
    if (!way.equals(AUTO) && !way.equals(found.algorithm())) {
      throw OperationFailed.permanent(
          """
          Die Datenbank %s auf %s kann nicht so gemessen werden wie ihr Gegenstück (%s): \
          PostgreSQL %s bildet andere Prüfsummen, oder die Texte liegen nicht in UTF-8 vor."""
              .formatted(
                  postgres.database().name(), endpoint.host().name(), way, found.serverVersion()),
          """
          Bitte in den Einstellungen asv.check.row-hash: MD5 setzen und die Prüfsummen des \
          alten Servers neu erheben.""");
    }
    return found;
  }

  private static List<String> parts(String way) {
    if (OLD_WAYS.contains(way)) {
      return OLD;
    }
    if (!Set.of(AUTO, MD5, VALUES).contains(way)) {
      throw OperationFailed.permanent(
          """
          Der alte Server wurde nach einem Verfahren gemessen, das diese Fassung der Anwendung \
          nicht kennt (%s). Beide Datenbanken lassen sich so nicht vergleichen."""
              .formatted(way),
          """
          Bitte die Anwendung in der Fassung betreiben, mit der gemessen wurde, oder die \
          Prüfsummen des alten Servers neu erheben.""");
    }
    return EVERYTHING;
  }

  /** Definitions, owners and rights only; the server may be at work. */
  Fingerprints structure(Endpoint endpoint, String folder, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    Postgres postgres = new Postgres(endpoint.host(), endpoint.installation().database(), secrets);
    progress.at(new Progress(0, 1, "Datenbank", "Definitionen lesen"));
    return run(
        postgres,
        endpoint,
        folder,
        new Script("structure", STRUCTURE_ONLY, STRUCTURE),
        jobs,
        Jobs.Poll.NOTHING);
  }

  /**
   * @param name of job and files
   * @param parts resources, in the order in which they run
   * @param way variable {@code wanted}
   */
  private record Script(String name, List<String> parts, String way) {}

  private Fingerprints run(
      Postgres postgres,
      Endpoint endpoint,
      String folder,
      Script script,
      Jobs jobs,
      Jobs.Poll watch)
      throws IOException, InterruptedException {
    HostFiles files = endpoint.host().files();
    String file = folder + "/" + script.name() + ".sql";
    String output = folder + "/" + script.name() + ".csv";
    StringBuilder text = new StringBuilder();
    for (String part : script.parts()) {
      if (part.equals(CLUSTER)) {
        text.append(DatabaseRoles.RELEVANT);
      }
      text.append(resource(part));
    }
    files.createFolders(folder);
    files.writeText(file, text.toString());
    Command command = command(postgres, script.way(), file, output);
    JobResult result = jobs.run(endpoint.host(), script.name(), command, watch);
    if (!result.succeeded()) {
      throw failed(postgres, endpoint, result);
    }
    return FingerprintReader.read(endpoint.host().system().text(files.readText(output)))
        .fingerprints();
  }

  private static OperationFailed failed(Postgres postgres, Endpoint endpoint, JobResult result) {
    String log = result.logTail().strip();
    return OperationFailed.temporary(
        """
        Die Prüfsummen der Datenbank %s auf %s konnten nicht gebildet werden (Rückgabewert \
        %s): %s%s"""
            .formatted(
                postgres.database().name(),
                endpoint.host().name(),
                result.exitCode(),
                log.contains(LOCKED)
                    ? "Eine Tabelle war eine Minute lang für andere gesperrt; dort wird gerade die"
                        + " Struktur geändert oder aufgeräumt (ALTER TABLE, VACUUM FULL). Bitte"
                        + " warten, bis das fertig ist, oder die Sitzung in pg_stat_activity suchen"
                        + " und beenden. "
                    : "",
                log));
  }

  private Command command(Postgres postgres, String way, String script, String output)
      throws IOException {
    Command psql =
        postgres.psql(
            postgres.database().name(),
            Map.of("wanted", way, "owner", postgres.database().owner(), "schema", schema));
    List<String> line = new ArrayList<>(psql.arguments());
    line.addAll(List.of("--tuples-only", "--file=" + script, "--output=" + output));
    return new Command(
        line, psql.directory(), psql.environment(), psql.input(), psql.secretFiles());
  }

  private static long tables(Postgres postgres) throws IOException, InterruptedException {
    return Long.parseLong(
        postgres
            .query(
                """
                select count(*) as tables from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                """,
                Map.of())
            .get(0)
            .get("tables"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PostgresFingerprinter.class.getResourceAsStream("/check/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
