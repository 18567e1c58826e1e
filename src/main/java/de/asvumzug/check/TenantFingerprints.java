package de.asvumzug.check;

import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.Postgres;
import de.asvumzug.asv.Site;
import de.asvumzug.host.Command;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.JobResult;
import de.asvumzug.host.Jobs;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.ProgressListener;
import de.asvumzug.host.Secrets;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Measures what a database holds of single schools and of all others, so that an H2 database can be
 * compared with a PostgreSQL one. Every table is read once.
 */
@Component
public class TenantFingerprints {
  private final TenantSettings settings;
  private final CheckSettings checks;
  private final LayoutSettings layout;
  private final Secrets secrets;

  public TenantFingerprints(
      TenantSettings settings, CheckSettings checks, LayoutSettings layout, Secrets secrets) {
    this.settings = settings;
    this.checks = checks;
    this.layout = layout;
    this.secrets = secrets;
  }

  /**
   * The server must be stopped. Nothing is written but the tool's own files in the work folder; a
   * second run gives the same.
   *
   * @param schools Schulnummern; empty to measure the database as a whole ({@code others})
   * @param key names this attempt's folder; safe as a file name
   * @throws OperationFailed (passing) if the database could not be read to its end
   */
  public TenantMeasurement take(
      Site site, List<String> schools, String key, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    TenantPlan plan = new TenantPlan(settings, schools);
    String folder = site.host().workFolder() + "/checks/" + key;
    if (site.installation().variant() == Variant.SCHOOL) {
      String output =
          new H2Tenants(checks, layout, secrets)
              .run(site, folder, H2Tenants.measure(plan, checks), jobs, progress);
      return TenantReader.read(plan, output);
    }
    return enterprise(site, plan, folder, jobs, progress);
  }

  private TenantMeasurement enterprise(
      Site site, TenantPlan plan, String folder, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    Postgres postgres = new Postgres(site.host(), site.installation().database(), secrets);
    HostFiles files = site.host().files();
    String script = folder + "/tenants.sql";
    String output = folder + "/tenants.csv";
    List<Map<String, String>> columns = postgres.query(resource("tenant-columns.sql"), Map.of());
    TenantScript statements = new TenantScript(plan);
    files.createFolders(folder);
    files.writeText(
        script,
        statements.text(
            resource("session.sql") + resource("tenant-head.sql"), columns, checks.numbers()));
    Command command = script(postgres, statements.variables(), script, output);
    FingerprintProgress watch =
        new FingerprintProgress(site.host(), output, TenantScript.tables(columns).size(), progress);
    JobResult result = jobs.run(site.host(), "tenant-fingerprint", command, watch);
    if (!result.succeeded()) {
      throw OperationFailed.passing(
          "Die Prüfsummen der Schulen in der Datenbank "
              + postgres.database().name()
              + " auf "
              + site.host().name()
              + " konnten nicht gebildet werden (Rückgabewert "
              + result.exitCode()
              + "): "
              + result.logTail().strip());
    }
    return TenantReader.read(plan, site.host().system().text(files.readText(output)));
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
    try (InputStream in = TenantFingerprints.class.getResourceAsStream("/check/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
