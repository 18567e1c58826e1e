package de.asvumzug.check;

import de.asvumzug.asv.Postgres;
import de.asvumzug.asv.Site;
import de.asvumzug.host.Command;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.JobResult;
import de.asvumzug.host.Jobs;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.ProgressListener;
import de.asvumzug.host.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes the fingerprint of a PostgreSQL database by one psql script on the machine. */
final class PostgresFingerprinter {
  /** The name that the script knows for any way. */
  static final String AUTO = "auto";

  /** Every server and encoding allows it. */
  static final String MD5 = "postgresql-row-text-md5-1";

  private final Secrets secrets;

  PostgresFingerprinter(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * @param folder a folder of this attempt in the work folder; output and script stay there
   * @param way name of the way to hash rows that this database is to be measured by; {@link #AUTO}
   *     for the fastest that it allows
   */
  Fingerprints take(Site site, String folder, String way, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    Postgres postgres = new Postgres(site.host(), site.installation().database(), secrets);
    HostFiles files = site.host().files();
    String script = folder + "/fingerprint.sql";
    String output = folder + "/fingerprint.csv";
    files.createFolders(folder);
    files.writeText(script, resource("session.sql") + resource("fingerprint.sql"));
    Command command = script(postgres, way, script, output);
    FingerprintProgress watch =
        new FingerprintProgress(site.host(), output, tables(postgres), progress);
    JobResult result = jobs.run(site.host(), "fingerprint", command, watch);
    if (!result.succeeded()) {
      throw OperationFailed.passing(
          "Die Prüfsummen der Datenbank "
              + postgres.database().name()
              + " auf "
              + site.host().name()
              + " konnten nicht gebildet werden (Rückgabewert "
              + result.exitCode()
              + "): "
              + result.logTail().strip());
    }
    return FingerprintReader.read(files.readText(output)).fingerprints();
  }

  private static Command script(Postgres postgres, String way, String script, String output)
      throws IOException {
    Command psql = postgres.psql(postgres.database().name(), Map.of("wanted", way));
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
                 where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
                   and n.nspname !~ '^pg_(toast|temp)'
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
