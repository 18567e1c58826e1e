package de.asvumzug.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.client.ClientUpdate;
import de.asvumzug.asv.client.ClientUpdates;
import de.asvumzug.backup.h2.H2Backup;
import de.asvumzug.check.around.ClientAccessCheck;
import de.asvumzug.check.around.ReorganisationCheck;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.check.finding.Findings;
import de.asvumzug.check.finding.Preflight;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.check.guard.SiteGuard;
import de.asvumzug.check.guard.TenantGuard;
import de.asvumzug.delegate.backup.BackupDatabaseFolderDelegate;
import de.asvumzug.delegate.backup.GuardSourceDelegate;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.lab.Lab;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.lab.LabVariant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Traps of docs/domain.md §13 that are seen while everything still works as before: a School server
 * of two schools, of which one is to move to a server that is several releases ahead.
 */
class TrapsBeforeTheMoveIT {
  private static final String NEW = "2.20.1";

  @TempDir static Path folder;
  private static Lab lab;

  @BeforeAll
  static void a_running_server() throws Exception {
    lab =
        Lab.open(
            folder,
            LabOptions.defaults()
                .withVariants(LabVariant.SCHOOL, LabVariant.SCHOOL)
                .withVersions(Lab.OLD_VERSION, NEW)
                .withPupils(20)
                .withSchools(2)
                .withMovingSchools(1));
  }

  @AfterAll
  static void close() throws Exception {
    lab.close();
  }

  /** Trap 3. */
  @Test
  void a_database_in_use_is_not_copied() {
    TenantFixture.on(
        lab,
        kit -> {
          BackupDatabaseFolderDelegate backup =
              new BackupDatabaseFolderDelegate(kit.bean(H2Backup.class));

          assertThatThrownBy(() -> kit.run(backup))
              .isInstanceOf(OperationFailed.class)
              .hasMessageContaining("nicht bewiesen")
              .hasMessageContaining("Bitte beide Dienste dort beenden");

          try (Stream<Path> written = Files.walk(lab.alt().workFolder())) {
            assertThat(written.filter(file -> file.toString().contains("mv.db"))).isEmpty();
          }
          assertThat(lab.alt().isServerUp()).isTrue();
        });
  }

  /** Trap 4: by school backups there is no update on the way at all. */
  @Test
  void a_server_that_is_releases_behind_is_stopped_before_the_window_with_the_ladder() {
    TenantFixture.on(
        lab,
        kit -> {
          Finding rule = find(source(kit), "Versionsregel");

          assertThat(rule.result()).isEqualTo(Result.BLOCKING);
          assertThat(rule.reading()).contains(Lab.OLD_VERSION, NEW);
          assertThat(rule.advice()).contains("2.14", "2.20");
        });
  }

  /** Trap 7. */
  @Test
  void a_client_that_is_too_old_for_https_is_named_before_and_stays_open_afterwards() {
    TenantFixture.on(
        lab,
        kit -> {
          Finding client = find(source(kit), "Version der Clients: Sekretariat 1");
          assertThat(client.result()).isEqualTo(Result.WARNING);
          assertThat(client.advice()).contains(Lab.OLD_VERSION, "neu installieren");

          Path local = lab.alt().client().resolve("configuration/config.local.ini");
          String before = Files.readString(local);
          ClientUpdate.All all = kit.bean(ClientUpdates.class).update(kit.step.migration());

          assertThat(all.open()).isEqualTo(1);
          assertThat(all.clients().get(0).reason()).contains("neu installieren");
          assertThat(local).hasContent(before);
        });
  }

  /** Trap 8. */
  @Test
  void a_proxy_that_still_speaks_http_is_blamed_by_name() {
    TenantFixture.on(
        lab,
        kit -> {
          try (AutoCloseable proxy = lab.neu().plainHttpProxy()) {
            Findings found = kit.bean(ClientAccessCheck.class).check(kit.step.migration());

            assertThat(found.blocking()).isPositive();
            assertThat(blocking(found).advice()).contains("Reverse-Proxy", "auf HTTPS umstellen");
          }
        });
  }

  /** Trap 22, inwards. */
  @Test
  void a_port_that_no_client_gets_through_is_blamed_on_the_firewall() {
    TenantFixture.on(
        lab,
        kit -> {
          Findings found = kit.bean(ClientAccessCheck.class).check(kit.step.migration());

          assertThat(found.blocking()).isPositive();
          assertThat(blocking(found).advice())
              .contains("Firewall", "TCP " + lab.neu().clientPort());
        });
  }

  /** Trap 22, outwards. */
  @Test
  void a_closed_way_out_is_named_before_the_window() throws Exception {
    lab.centralSystem().reachable(false);
    try {
      TenantFixture.on(
          lab,
          kit ->
              assertThat(find(target(kit), "Verbindung nach außen: Zentralsystem"))
                  .returns(Result.WARNING, Finding::result)
                  .satisfies(f -> assertThat(f.advice()).contains("Firewall ausgehend")));
    } finally {
      lab.centralSystem().reachable(true);
    }
  }

  /** Trap 9. */
  @Test
  void a_certificate_that_has_expired_is_stopped_before_the_window() throws Exception {
    lab.neu().certificateExpired();
    try {
      TenantFixture.on(
          lab,
          kit ->
              assertThat(find(target(kit), "Gültigkeit des Zertifikats"))
                  .returns(Result.BLOCKING, Finding::result)
                  .satisfies(f -> assertThat(f.reading()).contains("abgelaufen")));
    } finally {
      lab.neu().certificateRenewed();
    }
  }

  /** Trap 9. */
  @Test
  void a_certificate_of_another_school_is_stopped_before_the_window() throws Exception {
    lab.neu().certificateOfSchool("0999");
    try {
      TenantFixture.on(
          lab,
          kit ->
              assertThat(find(target(kit), "Inhaber des Zertifikats"))
                  .returns(Result.BLOCKING, Finding::result)
                  .satisfies(f -> assertThat(f.advice()).contains("darf nicht für eine andere")));
    } finally {
      lab.neu().certificateRenewed();
    }
  }

  /** Trap 14, on a whole server's way: the old machine was switched on again. */
  @Test
  void an_old_server_that_answers_holds_everything_up() {
    TenantFixture.on(
        lab,
        kit -> {
          GuardSourceDelegate guard =
              new GuardSourceDelegate(kit.bean(SiteGuard.class), kit.bean(TenantGuard.class));

          assertThatThrownBy(() -> kit.run(guard))
              .isInstanceOf(OperationFailed.class)
              .hasMessageContaining("Es darf nur ein ASV-Server laufen");
        });
  }

  /** Trap 16: on this machine nothing reorganises yet. */
  @Test
  void a_server_that_nobody_reorganises_is_warned_of() {
    TenantFixture.on(
        lab,
        kit ->
            assertThat(kit.bean(ReorganisationCheck.class).look(kit.step.target()))
                .returns(Result.WARNING, Finding::result)
                .satisfies(f -> assertThat(f.advice()).contains("weist ASV jede Anmeldung ab")));
  }

  private static List<Finding> source(TenantFixture kit) throws Exception {
    return look(kit, kit.step.source(), kit.step.target());
  }

  private static List<Finding> target(TenantFixture kit) throws Exception {
    return look(kit, kit.step.target(), kit.step.source());
  }

  private static List<Finding> look(TenantFixture kit, Endpoint endpoint, Endpoint other)
      throws Exception {
    return kit.bean(Preflight.class)
        .check(
            new PreflightContext(
                kit.step.migration(),
                endpoint,
                other,
                kit.step.key(),
                kit.step.jobs(),
                kit.step.progress()))
        .findings();
  }

  private static Finding find(List<Finding> findings, String title) {
    assertThat(findings).extracting(Finding::title).contains(title);
    return findings.stream().filter(f -> f.title().equals(title)).findFirst().orElseThrow();
  }

  private static Finding blocking(Findings findings) {
    return findings.findings().stream()
        .filter(f -> f.result() == Result.BLOCKING)
        .findFirst()
        .orElseThrow();
  }
}
