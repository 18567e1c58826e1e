package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import de.asvumzug.asv.Endpoint;
import de.asvumzug.check.around.CentralSystemCheck;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.check.finding.Findings;
import de.asvumzug.check.finding.Preflight;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.check.fingerprint.FingerprintComparison;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.Fingerprints;
import de.asvumzug.check.fingerprint.Measurement;
import de.asvumzug.check.guard.GuardLook;
import de.asvumzug.check.guard.SiteGuard;
import de.asvumzug.host.Machines;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.lab.Lab;
import de.asvumzug.lab.LabMachine;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.release.ReleaseLadder;
import de.asvumzug.plan.release.ReleaseSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Repository;

/** The checks with their default settings on the stand-in, both variants. */
@Tag("long")
class ChecksOnLabIT {
  @TempDir Path folder;

  @Test
  void sees_an_enterprise_server_through_its_stop() throws Exception {
    try (Lab lab = Lab.enterprise(folder, LabOptions.defaults())) {
      with(lab, context -> walk(lab, context));
    }
  }

  @Test
  void sees_a_school_server_through_its_stop() throws Exception {
    try (Lab lab = Lab.school(folder, LabOptions.defaults())) {
      with(lab, context -> walk(lab, context));
    }
  }

  private static PreflightContext context(Migration migration, Endpoint endpoint, Endpoint other) {
    String key = "schritt-" + UUID.randomUUID();
    return new PreflightContext(
        migration,
        endpoint,
        other,
        key,
        new DetachedJobs(key, () -> false, Sleeper.REAL),
        ProgressListener.NONE);
  }

  private void walk(Lab lab, ApplicationContext context) throws Exception {
    Migration migration = migration(lab);
    Machines machines = context.getBean(Machines.class);
    Endpoint source = site(Side.SOURCE, migration, machines);
    Endpoint target = site(Side.TARGET, migration, machines);
    SiteGuard guard = context.getBean(SiteGuard.class);
    if (!lab.alt().isServerUp()) {
      lab.alt().start();
    }

    Preflight preflight = context.getBean(Preflight.class);
    assertThat(blocking(preflight.check(context(migration, source, target)))).isEmpty();
    assertThat(blocking(preflight.check(context(migration, target, source)))).isEmpty();

    assertThat(preflight.check(context(migration, source, target)).findings())
        .filteredOn(found -> found.title().equals("Schulen"))
        .singleElement()
        .satisfies(found -> assertThat(found.reading()).startsWith("vorhanden: 0001"));

    GuardLook running = guard.look(source, target.installation());
    assertThat(running.signOfLife()).isTrue();
    assertThat(running.report().observations())
        .filteredOn(seen -> seen.what().startsWith("Prozesse"))
        .singleElement()
        .satisfies(seen -> assertThat(seen.seen()).contains("laufen"));
    // The old server's Java and settings, one release behind what the central system wants.
    CentralSystemCheck central = context.getBean(CentralSystemCheck.class);
    lab.centralSystem().publish(Lab.NEW_VERSION);
    assertThat(central.check(migration, source).findings())
        .singleElement()
        .returns("Zentralsystem: Version", Finding::title);
    lab.centralSystem().publish(Lab.OLD_VERSION);
    assertThat(central.check(migration, source).blocking()).isZero();

    lab.alt().stop();
    assertThat(guard.look(source).report().stopped()).as("still enabled").isFalse();
    lab.alt().systemctl("disable", LabMachine.SERVER);
    lab.alt().systemctl("disable", LabMachine.UPDATE_SERVICE);
    assertThat(guard.proveStopped(source).stopped()).isTrue();
    assertThat(guard.proveStopped(target).stopped()).as("nothing installed").isTrue();

    Measurement measured = take(context.getBean(FingerprintService.class), source);
    assertThat(measured.fingerprints().rows()).isGreaterThan(1000);
    assertThat(measured.numbers().schools()).hasSameSizeAs(migration.schools());
    assertThat(measured.numbers().schools())
        .allSatisfy(
            school -> {
              assertThat(school.pupils()).isPositive();
              assertThat(school.classes()).isPositive();
              assertThat(school.teachers()).isPositive();
            });
    assertThat(
            FingerprintComparison.of(
                    measured.fingerprints(),
                    take(context.getBean(FingerprintService.class), source).fingerprints())
                .differences())
        .isEmpty();
    ObjectMapper mapper = mapper();
    String json = mapper.writeValueAsString(measured.fingerprints());
    assertThat(mapper.readValue(json, Fingerprints.class)).isEqualTo(measured.fingerprints());
  }

  private static List<Finding> blocking(Findings findings) {
    assertThat(findings.findings()).isNotEmpty();
    return findings.findings().stream().filter(found -> found.result() == Result.BLOCKING).toList();
  }

  private static Measurement take(FingerprintService service, Endpoint endpoint) throws Exception {
    String key = "schritt-" + UUID.randomUUID();
    return service.take(
        endpoint, key, new DetachedJobs(key, () -> false, Sleeper.REAL), ProgressListener.NONE);
  }

  private static Endpoint site(Side side, Migration migration, Machines machines) {
    return new Endpoint(
        side, migration.installation(side), machines.host(migration.installation(side).machine()));
  }

  private static Migration migration(Lab lab) {
    Instant start = Instant.parse("2026-12-28T17:00:00Z");
    Map<String, Object> plan = lab.plan(start, start.plusSeconds(3600), Period.ofMonths(3));
    plan.put("id", "U-2026-0001");
    return mapper().convertValue(plan, Migration.class);
  }

  private static ObjectMapper mapper() {
    return JsonMapper.builder().addModule(new JavaTimeModule()).build();
  }

  private static void with(Lab lab, Work work) {
    new ApplicationContextRunner()
        .withPropertyValues(
            lab.settings().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new))
        // A move shows the certificate to the central system from the new machine alone.
        .withPropertyValues("asv.machines.alt.pin-secrets=asv-zertifikat-pin")
        .withUserConfiguration(Application.class)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              work.with(context);
            });
  }

  @FunctionalInterface
  private interface Work {
    void with(ApplicationContext context) throws Exception;
  }

  @ComponentScan(
      basePackages = {"de.asvumzug.check", "de.asvumzug.host", "de.asvumzug.asv"},
      excludeFilters = @Filter(type = FilterType.ANNOTATION, classes = Repository.class))
  @ConfigurationPropertiesScan({"de.asvumzug.check", "de.asvumzug.host", "de.asvumzug.asv"})
  @EnableConfigurationProperties(ReleaseSettings.class)
  @Import(ReleaseLadder.class)
  static class Application {}
}
