package de.asvumzug.check.tenant;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.host.secret.Secrets;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Finds what the backup of a school cannot carry (docs/domain.md §13, traps 10 and 11), as far as
 * the old server's data tell. To be kept in {@link GapRepository} for the school; only {@link
 * Gap#counts()} may go elsewhere.
 */
@Component
public class TenantGaps {
  private final TenantEngines engines;

  public TenantGaps(
      TenantSettings settings, CheckSettings checks, LayoutSettings layout, Secrets secrets) {
    this.engines = new TenantEngines(settings, checks, layout, secrets);
  }

  /**
   * The server must be stopped. A gap is listed only if there is something in it. Nothing is left
   * on the machine.
   *
   * @param key names this attempt's folder; safe as a file name
   */
  public List<Gap> of(
      Endpoint endpoint, List<String> schools, String key, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    String folder = endpoint.host().workFolder() + "/checks/" + key;
    return engines.of(endpoint).gaps(endpoint, schools, folder, jobs, progress);
  }
}
