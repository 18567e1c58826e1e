package de.asvumzug.check.tenant;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.h2.H2Errors;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.JavaTool;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.check.TenantSettings.GapQuery;
import de.asvumzug.check.fingerprint.FingerprintProgress;
import de.asvumzug.check.fingerprint.H2Fingerprinter;
import de.asvumzug.check.probe.TenantProbe;
import de.asvumzug.host.Command;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.host.secret.Secrets;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Runs {@link TenantProbe} on the machine, with the installation's own Java and driver. What it
 * shall do goes there as a properties file. The server must be stopped, it locks the database.
 */
final class H2Tenants implements TenantEngine {
  private final TenantSettings settings;
  private final CheckSettings checks;
  private final LayoutSettings layout;
  private final Secrets secrets;

  H2Tenants(TenantSettings settings, CheckSettings checks, LayoutSettings layout, Secrets secrets) {
    this.settings = settings;
    this.checks = checks;
    this.layout = layout;
    this.secrets = secrets;
  }

  /** The probe makes the same hash as PostgreSQL. */
  @Override
  public boolean hashesRows(Endpoint endpoint) {
    return true;
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
    return TenantReader.read(plan, run(endpoint, folder, request(plan, way), jobs, progress));
  }

  @Override
  public List<Gap> gaps(
      Endpoint endpoint, List<String> schools, String folder, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    HostFiles files = endpoint.host().files();
    try {
      String csv = run(endpoint, folder, gapRequest(settings.gaps(), schools), jobs, progress);
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
        Gap.of(school, query, items).ifPresent(gaps::add);
      }
    }
    return gaps;
  }

  /** What to measure. */
  private Properties request(TenantPlan plan, TenantWay way) {
    Properties request = request("measure", plan.schools());
    request.setProperty("way", way.algorithm());
    request.setProperty("schema", settings.schema());
    request.setProperty("lists", settings.valueLists());
    request.setProperty("lists.audit", String.join(",", settings.auditColumns()));
    request.setProperty("list.table", settings.valueListTable());
    request.setProperty("list.name", settings.valueListName());
    request.setProperty("numbers", checks.numbers());
    for (TenantSettings.Table named : settings.tables()) {
      List<TenantSettings.Table> entries = plan.entries(settings.schema(), named.table());
      String prefix = "table." + named.table() + ".";
      request.setProperty(prefix + "entries", Integer.toString(entries.size()));
      for (int i = 0; i < entries.size(); i++) {
        request.setProperty(prefix + i + ".column", entries.get(i).column());
        request.setProperty(prefix + i + ".owners", entries.get(i).owners());
      }
      request.setProperty(
          prefix + "key",
          entries.stream()
              .filter(entry -> entry.carried() == TenantSettings.Carried.PARTIAL)
              .flatMap(entry -> entry.compared().stream())
              .collect(Collectors.joining(",")));
    }
    for (TenantSettings.Ignored named : settings.ignored()) {
      List<TenantSettings.Ignored> all = plan.ignored(settings.schema(), named.table());
      String prefix = "ignored." + named.table() + ".";
      request.setProperty(
          prefix + "condition",
          all.stream()
              .map(TenantSettings.Ignored::condition)
              .filter(text -> !text.isBlank())
              .map(text -> "not coalesce((" + text + "), false)")
              .collect(Collectors.joining(" and ")));
      request.setProperty(
          prefix + "columns",
          all.stream().flatMap(entry -> entry.columns().stream()).collect(Collectors.joining(",")));
    }
    return request;
  }

  /** What to ask each school's gaps with. */
  private static Properties gapRequest(List<GapQuery> queries, List<String> schools) {
    Properties request = request("gaps", schools);
    request.setProperty("gaps", Integer.toString(queries.size()));
    for (int i = 0; i < queries.size(); i++) {
      request.setProperty("gap." + i + ".kind", queries.get(i).kind());
      request.setProperty("gap." + i + ".sql", queries.get(i).sql());
    }
    return request;
  }

  private static Properties request(String mode, List<String> schools) {
    Properties request = new Properties();
    request.setProperty("mode", mode);
    request.setProperty("schools", String.join(",", schools));
    return request;
  }

  /** Returns what the probe wrote; the file stays in {@code folder} for measurements only. */
  private String run(
      Endpoint endpoint, String folder, Properties request, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    HostFiles files = endpoint.host().files();
    String mode = request.getProperty("mode");
    String input = folder + "/tenants-" + mode + ".properties";
    String output = folder + "/tenants-" + mode + ".csv";
    files.createFolders(folder);
    StringWriter text = new StringWriter();
    request.store(text, null);
    files.writeText(input, text.toString());
    Command command =
        new JavaTool(TenantProbe.class)
            .command(
                endpoint,
                List.of(H2Fingerprinter.driver(endpoint, layout)),
                List.of(
                    layout.databaseFile(endpoint).replaceAll("[.]mv[.]db$", ""),
                    layout.on(endpoint).h2User(),
                    input,
                    output));
    if (!checks.h2PasswordSecret().isEmpty()) {
      command =
          command.withSecretFile("ASV_H2_PASSWORD_FILE", secrets.read(checks.h2PasswordSecret()));
    }
    JobResult result =
        jobs.run(
            endpoint.host(),
            "tenant-" + mode,
            command,
            new FingerprintProgress(endpoint.host(), output, 0, progress));
    if (!result.succeeded()) {
      throw H2Errors.failure(
          "Die Daten der Schulen in %s/database auf %s konnten nicht gelesen werden"
              .formatted(endpoint.directory(), endpoint.host().name()),
          result.logTail());
    }
    return files.readText(output);
  }
}
