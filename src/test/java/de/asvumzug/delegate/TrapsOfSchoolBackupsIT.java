package de.asvumzug.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.check.guard.SiteGuard;
import de.asvumzug.check.guard.TenantGuard;
import de.asvumzug.delegate.backup.GuardSourceDelegate;
import de.asvumzug.delegate.backup.LockTenantOnSourceDelegate;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.lab.Lab;
import de.asvumzug.lab.LabMachine;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.lab.LabVariant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traps of docs/domain.md §13 on the way by school backups: one of two schools is to move. */
class TrapsOfSchoolBackupsIT {
  private static final String SCHOOL = "0001";

  @TempDir static Path folder;
  private static Lab lab;

  @BeforeAll
  static void a_running_server() throws Exception {
    lab =
        Lab.open(
            folder,
            LabOptions.defaults()
                .withVariants(LabVariant.SCHOOL, LabVariant.SCHOOL)
                .withVersions(Lab.NEW_VERSION, Lab.NEW_VERSION)
                .withPupils(20)
                .withSchools(2)
                .withMovingSchools(1));
  }

  @AfterAll
  static void close() throws Exception {
    lab.close();
  }

  @BeforeEach
  void the_old_server_works() throws Exception {
    if (!lab.alt().isServerUp()) {
      lab.alt().start();
    }
  }

  /** Trap 14: both servers rightly run, but the moved school must work on one of them only. */
  @Test
  void a_moved_school_that_works_on_the_old_server_again_holds_everything_up() {
    TenantFixture.on(
        lab,
        kit -> {
          TenantGuard tenants = kit.bean(TenantGuard.class);
          kit.run(new LockTenantOnSourceDelegate(kit.bean(Dbctl.class), tenants));
          GuardSourceDelegate guard = new GuardSourceDelegate(kit.bean(SiteGuard.class), tenants);
          kit.run(guard);
          assertThat(lab.alt().login("admin" + SCHOOL, lab.oldSchoolPassword())).isEqualTo(403);
          assertThat(lab.alt().login("admin0002", lab.oldSchoolPassword())).isEqualTo(200);

          lab.alt().dbctl("unlock", "--schule", SCHOOL);

          assertThatThrownBy(() -> kit.run(guard))
              .isInstanceOf(OperationFailed.class)
              .hasMessageContaining("Schule " + SCHOOL + ": nicht gesperrt");
        });
  }

  /** Trap 23: a file of the day before lacks what was entered since. */
  @Test
  void a_school_backup_of_before_the_stop_is_not_taken() throws Exception {
    lab.alt().stop();
    Path made = Files.createDirectories(folder.resolve("gestern"));
    lab.alt().dbctl("backup", "--schule", SCHOOL, "--verzeichnis", made.toString());
    the_old_server_works();
    TenantFixture.on(
        lab,
        kit -> {
          kit.stopSource();
          Path inbox = lab.alt().workFolder().resolve("backups/U-2026-0001/tenants/" + SCHOOL);
          Files.createDirectories(inbox);
          Path file = only(made);
          Files.copy(
              file, inbox.resolve("202601011200" + file.getFileName().toString().substring(12)));
          kit.step.doneByHand();

          assertThatThrownBy(() -> kit.run(kit.backupTenant(), SCHOOL))
              .isInstanceOf(OperationFailed.class)
              .hasMessageContaining("der alte Server wurde aber erst danach gestoppt");
        });
  }

  /** Trap 23: after the stop nobody can enter anything, whether they logged off or not. */
  @Test
  void nobody_enters_anything_after_the_stop() {
    TenantFixture.on(
        lab,
        kit -> {
          assertThat(lab.alt().isServerUp()).isTrue();

          kit.stopSource();

          assertThat(lab.alt().isServerUp()).isFalse();
          assertThat(lab.alt().systemctl("is-enabled", LabMachine.SERVER).exitCode()).isNotZero();
        });
  }

  private static Path only(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().get(0);
    }
  }
}
