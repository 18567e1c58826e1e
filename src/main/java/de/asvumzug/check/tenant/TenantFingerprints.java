package de.asvumzug.check.tenant;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.host.secret.Secrets;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Measures what a database holds of single schools and of all others, so that an H2 database can be
 * compared with a PostgreSQL one. Every table is read once.
 */
@Component
public class TenantFingerprints {
  private final TenantSettings settings;
  private final CheckSettings checks;
  private final TenantEngines engines;

  public TenantFingerprints(
      TenantSettings settings, CheckSettings checks, LayoutSettings layout, Secrets secrets) {
    this.settings = settings;
    this.checks = checks;
    this.engines = new TenantEngines(settings, checks, layout, secrets);
  }

  /**
   * The way of measuring that a pair of databases is to be measured by: the fastest that both
   * allow.
   */
  public String way(Endpoint... sites) {
    boolean allowed =
        checks.rowHash() == CheckSettings.RowHash.AUTO
            && Arrays.stream(sites).allMatch(endpoint -> engines.of(endpoint).hashesRows(endpoint));
    return (allowed ? TenantWay.VALUES : TenantWay.MD5).algorithm();
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
      Endpoint endpoint,
      List<String> schools,
      String way,
      String key,
      Jobs jobs,
      ProgressListener progress)
      throws IOException, InterruptedException {
    return take(endpoint, new TenantPlan(settings, schools, false), way, key, jobs, progress);
  }

  /**
   * The same for one school alone, at the cost of its own rows where the server can find them: the
   * parts for {@code others} and the value lists stay empty.
   */
  public TenantMeasurement takeAlone(
      Endpoint endpoint,
      String school,
      String way,
      String key,
      Jobs jobs,
      ProgressListener progress)
      throws IOException, InterruptedException {
    return take(
        endpoint, new TenantPlan(settings, List.of(school), true), way, key, jobs, progress);
  }

  private TenantMeasurement take(
      Endpoint endpoint,
      TenantPlan plan,
      String way,
      String key,
      Jobs jobs,
      ProgressListener progress)
      throws IOException, InterruptedException {
    TenantWay named = TenantWay.named(way);
    String folder = endpoint.host().workFolder() + "/checks/" + key;
    return engines.of(endpoint).measure(endpoint, plan, named, folder, jobs, progress);
  }
}
