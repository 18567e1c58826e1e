package de.asvumzug.check.fingerprint;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.host.Jobs;
import de.asvumzug.host.ProgressListener;
import de.asvumzug.host.Secrets;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Takes the fingerprint of a site's database and the numbers per school, whatever the variant. */
@Component
public class FingerprintService {
  private final CheckSettings settings;
  private final LayoutSettings layout;
  private final TenantSettings tenants;
  private final Secrets secrets;

  public FingerprintService(
      CheckSettings settings, LayoutSettings layout, TenantSettings tenants, Secrets secrets) {
    this.tenants = tenants;
    this.settings = settings;
    this.layout = layout;
    this.secrets = secrets;
  }

  /**
   * The server must be stopped. Nothing is written but the tool's own files in the work folder.
   *
   * @param key names this attempt's folder; safe as a file name
   */
  public Measurement take(Endpoint site, String key, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    return take(site, key, way(), jobs, progress);
  }

  /**
   * As above, to be compared with an earlier measurement: rows are hashed in the same way as there.
   */
  public Measurement takeLike(
      Fingerprints earlier, Endpoint site, String key, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    return take(site, key, earlier.algorithm(), jobs, progress);
  }

  /**
   * The structure only: definitions, owners and rights, without tables, sequences and large
   * objects, to be compared with another such. The server may be at work; nothing is locked for
   * longer than one object is looked at.
   *
   * @param site with a PostgreSQL database
   * @param key names this attempt's folder; safe as a file name
   */
  public Fingerprints structure(Endpoint site, String key, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    return new PostgresFingerprinter(secrets, tenants.schema())
        .structure(site, folder(site, key), jobs, progress);
  }

  private static String folder(Endpoint site, String key) {
    return site.host().workFolder() + "/checks/" + key;
  }

  private String way() {
    return settings.rowHash() == CheckSettings.RowHash.MD5
        ? PostgresFingerprinter.MD5
        : PostgresFingerprinter.AUTO;
  }

  private Measurement take(
      Endpoint site, String key, String way, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    String folder = folder(site, key);
    if (site.installation().variant() == Variant.SCHOOL) {
      return new H2Fingerprinter(settings, layout, secrets).take(site, folder, jobs, progress);
    }
    Fingerprints fingerprints =
        new PostgresFingerprinter(secrets, tenants.schema())
            .take(site, folder, way, jobs, progress);
    return new Measurement(fingerprints, numbers(site));
  }

  private NumbersPerSchool numbers(Endpoint site) throws IOException, InterruptedException {
    if (settings.numbers().isBlank()) {
      return new NumbersPerSchool(List.of());
    }
    Postgres postgres = new Postgres(site.host(), site.installation().database(), secrets);
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
}
