package de.asvumzug.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.asvumzug.asv.update.UpdateFreeze;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.check.finding.Preflight;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.delegate.prepare.FreezeUpdatesDelegate;
import de.asvumzug.lab.Lab;
import de.asvumzug.lab.LabOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traps of docs/domain.md §13 on an Enterprise server, before anything is stopped. */
class TrapsOfEnterpriseIT {
  @TempDir static Path folder;
  private static Lab lab;

  @BeforeAll
  static void a_running_server() throws Exception {
    lab = Lab.enterprise(folder, LabOptions.defaults().withPupils(20).withSchools(2));
  }

  @AfterAll
  static void close() throws Exception {
    lab.close();
  }

  /** Trap 19: what lives beside ASV would be left behind without a word. */
  @Test
  void what_lives_beside_asv_is_named_and_asked_about() {
    TenantFixture.on(
        lab,
        kit -> {
          Map<String, Finding> found = source(kit);

          assertThat(found.get("Andere Datenbanken auf diesem PostgreSQL-Server"))
              .returns("bsnm0001, bsnm0001support", Finding::reading)
              .satisfies(f -> assertThat(f.advice()).contains("ziehen NICHT mit um"));
          assertThat(found.get("Andere Rollen auf diesem PostgreSQL-Server").reading())
              .contains("nmsv0001");
          assertThat(found.get("Fremde Schemata in der Datenbank asv").reading()).isEqualTo("sync");
        });
  }

  /** Trap 9: a central operator needs a certificate of its own. */
  @Test
  void a_schools_certificate_is_not_taken_for_a_central_server() throws Exception {
    lab.neu().certificateOfSchool("0001");
    try {
      TenantFixture.on(
          lab,
          kit ->
              assertThat(target(kit).get("Inhaber des Zertifikats"))
                  .returns(Result.BLOCKING, Finding::result)
                  .satisfies(f -> assertThat(f.advice()).contains("zentrale Installation")));
    } finally {
      lab.neu().certificateRenewed();
    }
  }

  /** Trap 5: the night before the window, first with the freeze, then without. */
  @Test
  void an_update_of_the_night_is_kept_away_and_found_if_it_came_anyway() {
    TenantFixture.on(
        lab,
        kit -> {
          UpdateFreeze freeze = kit.bean(UpdateFreeze.class);
          lab.alt().updatesByItself();
          kit.run(new FreezeUpdatesDelegate(freeze));

          lab.alt().nightlyUpdate(Lab.NEW_VERSION);

          await()
              .atMost(Duration.ofSeconds(20))
              .until(
                  () ->
                      installed().equals(Lab.NEW_VERSION)
                          || lab.alt().log().contains("gefunden, Modus manual"));
          assertThat(installed()).isEqualTo(Lab.OLD_VERSION);
          assertThat(source(kit).get("ASV-Version").result()).isEqualTo(Result.OK);

          lab.alt().updatesByItself();
          await()
              .atMost(Duration.ofSeconds(20))
              .until(() -> installed().equals(Lab.NEW_VERSION) && lab.alt().isServerUp());

          assertThat(source(kit).get("ASV-Version"))
              .returns(Result.BLOCKING, Finding::result)
              .returns(Lab.NEW_VERSION, Finding::reading)
              .returns("wie geplant: " + Lab.OLD_VERSION, Finding::limit);
        });
  }

  private static String installed() throws Exception {
    return Files.readString(lab.alt().installation().resolve("asv.version")).strip();
  }

  private static Map<String, Finding> source(TenantFixture kit) throws Exception {
    return byTitle(kit, true);
  }

  private static Map<String, Finding> target(TenantFixture kit) throws Exception {
    return byTitle(kit, false);
  }

  private static Map<String, Finding> byTitle(TenantFixture kit, boolean source) throws Exception {
    return kit
        .bean(Preflight.class)
        .check(
            new PreflightContext(
                kit.step.migration(),
                source ? kit.step.source() : kit.step.target(),
                source ? kit.step.target() : kit.step.source(),
                kit.step.key(),
                kit.step.jobs(),
                kit.step.progress()))
        .findings()
        .stream()
        .collect(Collectors.toMap(Finding::title, Function.identity(), (one, other) -> one));
  }
}
