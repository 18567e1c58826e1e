package de.asvumzug.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;

import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupComponent;
import de.asvumzug.backup.tenant.TargetTenants;
import de.asvumzug.check.tenant.TenantComparison;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.lab.Lab;
import de.asvumzug.lab.LabMachine;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.support.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schools carried over by school backups, step by step, against the stand-in's servers. */
@Tag("long")
class TenantStepsIT {
  @TempDir Path folder;

  @Test
  void from_school_to_enterprise_every_row_of_every_school_arrives() throws Exception {
    whole("school-to-enterprise");
  }

  @Test
  void from_enterprise_to_school_every_row_of_every_school_arrives() throws Exception {
    whole("enterprise-to-school");
  }

  private void whole(String route) throws Exception {
    LabOptions options = LabOptions.route(route).withPupils(30).withSchools(2);
    try (Lab lab = Lab.open(folder, options)) {
      TenantFixture.on(lab, kit -> whole(lab, kit));
    }
  }

  private static void whole(Lab lab, TenantFixture kit) throws Exception {
    List<String> schools = kit.step.migration().schoolNumbers();
    kit.sourceUpToTransfer();
    Rows expected = rows(lab.alt(), schools);
    assertThat(expected.count()).isGreaterThan(100);
    kit.installTarget();
    kit.forEachSchool(kit.restoreTenant());
    kit.forEachSchool(kit.checkTenant());
    kit.run(kit.checkOthers());

    assertThat(rows(lab.neu(), schools)).isEqualTo(expected);
    // Trap 12: no school backup brings them, so every school has the task refreshApplicationData.
    assertThat(centralReports(lab.alt())).isPositive();
    assertThat(centralReports(lab.neu())).isZero();
    Rows after = rows(lab.neu());
    kit.forEachSchool(kit.backupTenant());
    kit.forEachSchool(kit.restoreTenant());
    kit.forEachSchool(kit.checkTenant());
    assertThat(rows(lab.neu())).as("second runs").isEqualTo(after);
    for (String school : schools) {
      assertThat(kit.evidence("tenant-check-" + school, TenantComparison.class).equal()).isTrue();
      Backup backup = kit.evidence("tenant-backup-" + school, Backup.class);
      assertThat(backup.part()).isEqualTo(BackupComponent.TENANT);
      assertThat(Path.of(backup.folder())).startsWith(lab.alt().workFolder());
      verify(kit.gaps).replace(eq("U-2026-0001"), eq(school), any());
    }
    assertThat(lab.neu().workFolder().resolve("received/U-2026-0001/database")).doesNotExist();
    assertThat(kit.step.notes().toString()).doesNotContain(lab.secretValues());
  }

  @Test
  void into_a_server_in_use_what_does_not_fit_is_refused_and_the_others_stay_as_they_were()
      throws Exception {
    LabOptions options = LabOptions.route("tenant-in").withPupils(30);
    try (Lab lab = Lab.open(folder, options)) {
      TenantFixture.on(
          lab,
          kit -> {
            kit.sourceUpToTransfer();
            Rows others = rows(lab.neu());
            kit.stopTarget();
            refusesOtherValueListsAndASchoolThatIsThere(lab, kit);
            assertThat(rows(lab.neu())).isEqualTo(others);
            kit.run(kit.backupTarget());
            assertThat(kit.evidence(TargetTenants.EVIDENCE, TargetTenants.class).holds("0101"))
                .isTrue();
            refusesACutFileAndAnotherDataModel(lab, kit);

            kit.run(kit.restoreTenant(), "0001");
            kit.run(kit.checkTenant(), "0001");
            kit.run(kit.checkOthers());
            assertThat(others.missingIn(rows(lab.neu()))).isEmpty();
            assertThat(rows(lab.neu(), List.of("0001")))
                .isEqualTo(rows(lab.alt(), List.of("0001")));
            findsWhatDiffersAfterwards(lab, kit);
          });
    }
  }

  private static void refusesOtherValueListsAndASchoolThatIsThere(Lab lab, TenantFixture kit)
      throws Exception {
    lab.neu().valueListsDiffer();
    kit.run(kit.backupTarget());
    refused(lab, kit, "Die Wertelisten beider Server unterscheiden sich: asv.svp_wl_wert");
    execute(lab.neu(), "update asv.svp_wl_wert set langform = 'Regelklasse' where id = '1113_01'");

    String number = "update asv.svp_schule_stamm set schulnummer = '%s' where schulnummer = '%s'";
    execute(lab.neu(), number.formatted("0001", "0101"));
    Rows before = rows(lab.neu());
    assertThatThrownBy(() -> kit.run(kit.backupTarget()))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("gibt es schon: Schule 0001");
    assertThat(rows(lab.neu())).isEqualTo(before);
    execute(lab.neu(), number.formatted("0101", "0001"));
  }

  private static void refusesACutFileAndAnotherDataModel(Lab lab, TenantFixture kit)
      throws Exception {
    Path file = received(kit);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    refused(lab, kit, file.getFileName().toString());
    Files.write(file, whole);
    String version = lab.neu().structure();
    structure(lab, "2.13.480");
    refused(lab, kit, "02013");
    structure(lab, version);
  }

  private static void findsWhatDiffersAfterwards(Lab lab, TenantFixture kit) throws Exception {
    lab.alt().dataEnteredSince();
    assertThatThrownBy(() -> kit.run(kit.checkOthers()))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Die Datenbank des alten Servers hat sich")
        .hasMessageContaining("ASV.SVP_SCHULE_STAMM");
    execute(
        lab.alt(),
        "update asv.svp_schule_stamm set dienststellenname = 'Grundschule Musterstadt-Süd'");
    execute(
        lab.neu(),
        "update asv.svp_schule_stamm set dienststellenname = 'anders' where schulnummer = '0101'");
    assertThatThrownBy(() -> kit.run(kit.checkOthers()))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("svp_schule_stamm");
    execute(lab.neu(), "delete from asv.svp_zeugnis_note");
    assertThatThrownBy(() -> kit.run(kit.checkTenant(), "0001"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("svp_zeugnis_note");
  }

  /** Nothing may be changed by a restore that is refused. */
  private static void refused(Lab lab, TenantFixture kit, String why) throws Exception {
    Rows before = rows(lab.neu());
    assertThatThrownBy(() -> kit.run(kit.restoreTenant(), "0001"))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isFalse())
        .hasMessageContaining(why);
    kit.step.of(null);
    assertThat(rows(lab.neu())).isEqualTo(before);
  }

  private static Path received(TenantFixture kit) {
    Backup backup = kit.evidence("received-tenant-0001", Backup.class);
    return Path.of(backup.folder(), backup.manifest().files().get(0).path());
  }

  private static void structure(Lab lab, String version) throws Exception {
    execute(
        lab.neu(),
        "update asv.svp_systemparameter set wert = '"
            + version
            + "' where name = 'datenmodell.version'");
  }

  private static void execute(LabMachine machine, String sql) throws Exception {
    try (Connection database = machine.database();
        Statement statement = database.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static int centralReports(LabMachine machine) throws Exception {
    try (Connection database = machine.database();
        Statement statement = database.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from asv.svp_bericht where schule_stamm_id is null")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static Rows rows(LabMachine machine) throws Exception {
    try (Connection database = machine.database()) {
      return Rows.of(database);
    }
  }

  private static Rows rows(LabMachine machine, List<String> schools) throws Exception {
    try (Connection database = machine.database()) {
      return Rows.of(database, schools);
    }
  }
}
