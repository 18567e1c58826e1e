package de.asvumzug.check.tenant;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.check.TenantSettings.GapQuery;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.Jobs;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.ProgressListener;
import de.asvumzug.host.Secrets;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.springframework.stereotype.Component;

/**
 * Finds what the backup of a school cannot carry (docs/domain.md §13, traps 10 and 11), as far as
 * the old server's data tell. To be kept in {@link GapRepository} for the school; only {@link
 * Gap#counts()} may go elsewhere.
 */
@Component
public class TenantGaps {
  private final TenantSettings settings;
  private final CheckSettings checks;
  private final LayoutSettings layout;
  private final Secrets secrets;

  public TenantGaps(
      TenantSettings settings, CheckSettings checks, LayoutSettings layout, Secrets secrets) {
    this.settings = settings;
    this.checks = checks;
    this.layout = layout;
    this.secrets = secrets;
  }

  /**
   * The server must be stopped. A gap is listed only if there is something in it. Nothing is left
   * on the machine.
   *
   * @param key names this attempt's folder; safe as a file name
   */
  public List<Gap> of(
      Endpoint site, List<String> schools, String key, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    return site.installation().variant() == Variant.SCHOOL
        ? ofSchool(site, schools, key, jobs, progress)
        : ofEnterprise(site, schools);
  }

  private List<Gap> ofEnterprise(Endpoint site, List<String> schools)
      throws IOException, InterruptedException {
    Postgres postgres = new Postgres(site.host(), site.installation().database(), secrets);
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
        add(gaps, school, query, items);
      }
    }
    return gaps;
  }

  private List<Gap> ofSchool(
      Endpoint site, List<String> schools, String key, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    String folder = site.host().workFolder() + "/checks/" + key;
    HostFiles files = site.host().files();
    try {
      String csv =
          new H2Tenants(checks, layout, secrets)
              .run(site, folder, H2Tenants.gaps(settings.gaps(), schools), jobs, progress);
      List<CSVRecord> lines = CSVFormat.DEFAULT.parse(new StringReader(csv)).getRecords();
      if (lines.isEmpty() || !lines.get(lines.size() - 1).get(0).equals("end")) {
        throw OperationFailed.temporary(
            "Die Nachpflege-Liste ist nicht vollständig angekommen. Bitte den Schritt wiederholen.");
      }
      return gaps(lines, schools);
    } finally {
      // Names of persons do not stay in the work folder.
      files.delete(folder + "/tenants-gaps.csv");
    }
  }

  private List<Gap> gaps(List<CSVRecord> lines, List<String> schools) {
    List<Gap> gaps = new ArrayList<>();
    for (String school : schools) {
      for (GapQuery query : settings.gaps()) {
        List<String> items =
            lines.stream()
                .filter(line -> line.get(0).equals("gap") && line.get(1).equals(school))
                .filter(line -> line.get(2).equals(query.kind()))
                .map(line -> line.get(3))
                .toList();
        add(gaps, school, query, items);
      }
    }
    return gaps;
  }

  private static void add(List<Gap> gaps, String school, GapQuery query, List<String> items) {
    if (!items.isEmpty()) {
      gaps.add(
          new Gap(
              school,
              query.kind(),
              query.title(),
              query.items() ? items : List.of(),
              items.size()));
    }
  }
}
