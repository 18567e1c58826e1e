package de.asvumzug.check.tenant;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.check.fingerprint.FingerprintProgress;
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
   * The way of measuring that a pair of databases is to be measured by: the fastest that both
   * allow.
   */
  public String way(Endpoint... sites) {
    return TenantWay.fastest(checks, List.of(sites)).algorithm();
  }

  /** Whether the settings leave no choice. */
  public boolean wayIsForced() {
    return checks.rowHash() != CheckSettings.RowHash.AUTO;
  }

  /**
   * The server must be stopped. Nothing is written but the tool's own files in the work folder; a
   * second run gives the same.
   *
   * @param schools Schulnummern; empty to measure the database as a whole ({@code others})
   * @param way from {@link #way} for the first measurement, else {@code algorithm} of the one that
   *     this is to be compared with
   * @param key names this attempt's folder; safe as a file name
   * @throws OperationFailed (temporary) if the database could not be read to its end
   */
  public TenantMeasurement take(
      Endpoint site,
      List<String> schools,
      String way,
      String key,
      Jobs jobs,
      ProgressListener progress)
      throws IOException, InterruptedException {
    return take(site, new TenantPlan(settings, schools, false), way, key, jobs, progress);
  }

  /**
   * The same for one school alone, at the cost of its own rows where the server can find them: the
   * parts for {@code others} and the value lists stay empty.
   */
  public TenantMeasurement takeAlone(
      Endpoint site, String school, String way, String key, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    return take(site, new TenantPlan(settings, List.of(school), true), way, key, jobs, progress);
  }

  private TenantMeasurement take(
      Endpoint site, TenantPlan plan, String way, String key, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    TenantWay named = TenantWay.named(way);
    String folder = site.host().workFolder() + "/checks/" + key;
    if (site.installation().variant() == Variant.SCHOOL) {
      String output =
          new H2Tenants(checks, layout, secrets)
              .run(site, folder, H2Tenants.measure(plan, named, checks), jobs, progress);
      return TenantReader.read(plan, output);
    }
    TenantMeasurement measured = enterprise(site, plan, named, folder, jobs, progress);
    if (!measured.algorithm().equals(way)) {
      throw OperationFailed.permanent(
          "Die Datenbank "
              + site.installation().database().name()
              + " auf "
              + site.host().name()
              + " kann nicht so gemessen werden wie ihr Gegenstück ("
              + way
              + "): Dieses PostgreSQL bildet andere Prüfsummen. Bitte in den Einstellungen"
              + " asv.check.row-hash: MD5 setzen und die Prüfsummen des alten Servers neu erheben.");
    }
    return measured;
  }

  private TenantMeasurement enterprise(
      Endpoint site,
      TenantPlan plan,
      TenantWay way,
      String folder,
      Jobs jobs,
      ProgressListener progress)
      throws IOException, InterruptedException {
    Postgres postgres = new Postgres(site.host(), site.installation().database(), secrets);
    HostFiles files = site.host().files();
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
        new FingerprintProgress(site.host(), output, TenantScript.tables(columns).size(), progress);
    JobResult result = jobs.run(site.host(), "tenant-fingerprint", command, watch);
    if (!result.succeeded()) {
      throw OperationFailed.temporary(
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
