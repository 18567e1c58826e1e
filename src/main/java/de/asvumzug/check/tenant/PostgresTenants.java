package de.asvumzug.check.tenant;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.check.TenantSettings.GapQuery;
import de.asvumzug.check.fingerprint.FingerprintProgress;
import de.asvumzug.host.Command;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.host.secret.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a PostgreSQL database school by school, by psql on the machine. */
final class PostgresTenants implements TenantEngine {
  /** PostgreSQL before it cannot hash a row with a seed. */
  private static final int HASHES_ROWS = 14;

  private final TenantSettings settings;
  private final CheckSettings checks;
  private final Secrets secrets;

  PostgresTenants(TenantSettings settings, CheckSettings checks, Secrets secrets) {
    this.settings = settings;
    this.checks = checks;
    this.secrets = secrets;
  }

  @Override
  public boolean hashesRows(Endpoint endpoint) {
    return endpoint.installation().database().version() >= HASHES_ROWS;
  }

  @Override
  public TenantMeasurement measure(
      Endpoint endpoint,
      TenantPlan plan,
      TenantWay way,
      String folder,
      Jobs jobs,
      ProgressListener progress)
      throws IOException, InterruptedException {
    Postgres postgres = new Postgres(endpoint.host(), endpoint.installation().database(), secrets);
    HostFiles files = endpoint.host().files();
    String script = folder + "/tenants.sql";
    String output = folder + "/tenants.csv";
    List<Map<String, String>> columns = postgres.query(resource("tenant-columns.sql"), Map.of());
    TenantScript statements = new TenantScript(plan, way);
    files.createFolders(folder);
    files.writeText(
        script,
        statements.text(
            resource("session.sql") + resource("tenant-head.sql"), columns, checks.numbers()));
    Command command = script(postgres, statements.variables(), script, output);
    FingerprintProgress watch =
        new FingerprintProgress(
            endpoint.host(), output, TenantScript.tables(columns).size(), progress);
    JobResult result = jobs.run(endpoint.host(), "tenant-fingerprint", command, watch);
    if (!result.succeeded()) {
      throw OperationFailed.temporary(
          """
          Die Prüfsummen der Schulen in der Datenbank %s auf %s konnten nicht gebildet werden \
          (Rückgabewert %s): %s"""
              .formatted(
                  postgres.database().name(),
                  endpoint.host().name(),
                  result.exitCode(),
                  result.logTail().strip()));
    }
    TenantMeasurement measured =
        TenantReader.read(plan, endpoint.host().system().text(files.readText(output)));
    if (!measured.algorithm().equals(way.algorithm())) {
      throw OperationFailed.permanent(
          """
          Die Datenbank %s auf %s kann nicht so gemessen werden wie ihr Gegenstück (%s): Dieses \
          PostgreSQL bildet andere Prüfsummen."""
              .formatted(
                  endpoint.installation().database().name(),
                  endpoint.host().name(),
                  way.algorithm()),
          """
          Bitte in den Einstellungen asv.check.row-hash: MD5 setzen und die Prüfsummen des \
          alten Servers neu erheben.""");
    }
    return measured;
  }

  @Override
  public List<Gap> gaps(
      Endpoint endpoint, List<String> schools, String folder, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    Postgres postgres = new Postgres(endpoint.host(), endpoint.installation().database(), secrets);
    List<Gap> gaps = new ArrayList<>();
    for (String school : schools) {
      for (GapQuery query : settings.gaps()) {
        // psql quotes the number itself; a cast of the settings ("::date") is none of its
        // variables.
        String sql = query.sql().replaceAll("(?<!:):school\\b", ":'school'");
        List<String> items =
            postgres.query(sql + "\n;", Map.of("school", school)).stream()
                .map(row -> row.get("item"))
                .toList();
        Gap.of(school, query, items).ifPresent(gaps::add);
      }
    }
    return gaps;
  }

  private static Command script(
      Postgres postgres, Map<String, String> variables, String script, String output)
      throws IOException {
    Command psql = postgres.psql(postgres.database().name(), variables);
    List<String> line = new ArrayList<>(psql.arguments());
    line.addAll(List.of("--tuples-only", "--file=" + script, "--output=" + output));
    return new Command(
        line, psql.directory(), psql.environment(), psql.input(), psql.secretFiles());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PostgresTenants.class.getResourceAsStream("/check/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
