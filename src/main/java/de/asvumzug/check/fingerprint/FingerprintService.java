package de.asvumzug.check.fingerprint;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.host.secret.Secrets;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** Takes the fingerprint of a site's database and the numbers per school, whatever the variant. */
@Component
public class FingerprintService {
  private final CheckSettings settings;
  private final PostgresFingerprinter postgres;
  private final H2Fingerprinter h2;

  public FingerprintService(
      CheckSettings settings, LayoutSettings layout, TenantSettings tenants, Secrets secrets) {
    this.settings = settings;
    this.postgres = new PostgresFingerprinter(settings, secrets, tenants.schema());
    this.h2 = new H2Fingerprinter(settings, layout, secrets);
  }

  /**
   * The server must be stopped. Nothing is written but the tool's own files in the work folder.
   *
   * @param key names this attempt's folder; safe as a file name
   */
  public Measurement take(Endpoint endpoint, String key, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    return take(endpoint, key, way(), jobs, progress);
  }

  /**
   * As above, to be compared with an earlier measurement: rows are hashed in the same way as there.
   */
  public Measurement takeLike(
      Fingerprints earlier, Endpoint endpoint, String key, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    return take(endpoint, key, earlier.algorithm(), jobs, progress);
  }

  /**
   * The structure only: definitions, owners and rights, without tables, sequences and large
   * objects, to be compared with another such. The server may be at work; nothing is locked for
   * longer than one object is looked at.
   *
   * @param endpoint with a PostgreSQL database
   * @param key names this attempt's folder; safe as a file name
   */
  public Fingerprints structure(Endpoint endpoint, String key, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    return postgres.structure(endpoint, folder(endpoint, key), jobs, progress);
  }

  private static String folder(Endpoint endpoint, String key) {
    return endpoint.host().workFolder() + "/checks/" + key;
  }

  private String way() {
    return settings.rowHash() == CheckSettings.RowHash.MD5
        ? PostgresFingerprinter.MD5
        : PostgresFingerprinter.AUTO;
  }

  private Measurement take(
      Endpoint endpoint, String key, String way, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    return of(endpoint).take(endpoint, folder(endpoint, key), way, jobs, progress);
  }

  private Fingerprinter of(Endpoint endpoint) {
    return switch (endpoint.installation().variant()) {
      case ENTERPRISE -> postgres;
      case SCHOOL -> h2;
    };
  }
}
