package de.asvumzug.check.around;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.check.EndpointFixture;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.check.finding.Findings;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.script.ScriptHost;
import de.asvumzug.plan.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegularBackupCheckIT {
  @TempDir Path folder;
  private Path installation;
  private Path backups;
  private ScriptHost host;

  @BeforeEach
  void install_a_server() throws Exception {
    host = EndpointFixture.host("neu", folder);
    installation = folder.resolve("asv");
    backups = Files.createDirectories(folder.resolve("sicherungen"));
    Files.createDirectories(installation.resolve("database"));
    Files.writeString(installation.resolve("database/asv.mv.db"), "Daten");
    Files.createDirectories(installation.resolve("update-service/service/configuration"));
    Files.createDirectories(installation.resolve("update-service/bin"));
    configure("backup.enabled=true\nbackup.directory=" + backups + "\n");
    trigger("echo Daten > " + backups + "/asv-heute.zip");
  }

  @Test
  void accepts_a_backup_that_is_set_up_and_leaves_a_file() throws Exception {
    List<Finding> findings = look(school(), "a").findings();

    assertThat(findings).extracting(Finding::result).containsOnly(Result.OK);
    assertThat(findings.get(2).reading()).contains("asv-heute.zip");
  }

  @Test
  void accepts_it_again_when_the_step_is_carried_out_again_after_the_run() throws Exception {
    look(school(), "a");

    assertThat(look(school(), "a").blocking()).isZero();
  }

  @Test
  void does_not_take_an_older_file_of_today_for_a_new_backup() throws Exception {
    Files.writeString(backups.resolve("von-hand.zip"), "Daten");
    trigger("exit 0");

    assertThat(look(school(), "a").findings())
        .last()
        .returns(Result.BLOCKING, Finding::result)
        .satisfies(found -> assertThat(found.reading()).contains("keine neue Sicherung"));
  }

  @Test
  void does_not_take_an_empty_file_for_a_backup() throws Exception {
    trigger("touch " + backups + "/leer.zip");

    assertThat(look(school(), "a").blocking()).isEqualTo(1);
  }

  @Test
  void reports_a_run_that_fails_with_its_message() throws Exception {
    trigger("echo Kein Zugriff; exit 7");

    assertThat(look(school(), "a").findings())
        .last()
        .satisfies(
            found ->
                assertThat(found.reading()).contains("Rückgabewert 7").contains("Kein Zugriff"));
  }

  @Test
  void warns_where_the_backup_cannot_be_run_now() throws Exception {
    Files.delete(installation.resolve("update-service/bin/sicherung"));

    assertThat(look(school(), "a").findings())
        .last()
        .returns(Result.WARNING, Finding::result)
        .satisfies(found -> assertThat(found.advice()).contains("nach der ersten Nacht"));
  }

  @Test
  void finds_an_enterprise_server_without_backup_settings() throws Exception {
    configure("");

    assertThat(look(enterprise(), "a").findings())
        .singleElement()
        .returns(Result.BLOCKING, Finding::result)
        .satisfies(
            found -> {
              assertThat(found.reading()).contains("für PostgreSQL nicht eingerichtet");
              assertThat(found.advice()).contains("backup.pg_dump");
            });
  }

  @Test
  void finds_an_enterprise_server_without_its_dump_program() throws Exception {
    assertThat(look(enterprise(), "a").blocking()).isEqualTo(1);
  }

  @Test
  void finds_a_backup_that_was_switched_off() throws Exception {
    configure("backup.enabled=false\n");

    assertThat(look(school(), "a").findings())
        .singleElement()
        .satisfies(found -> assertThat(found.reading()).isEqualTo("ausgeschaltet"));
  }

  @Test
  void finds_a_folder_that_is_not_there() throws Exception {
    configure("backup.directory=" + folder.resolve("fehlt") + "\n");

    assertThat(look(school(), "a").findings())
        .singleElement()
        .satisfies(found -> assertThat(found.reading()).contains("fehlt oder ist nicht"));
  }

  private Findings look(Endpoint target, String key) throws Exception {
    RegularBackupSettings settings =
        new RegularBackupSettings(
            "update-service/service/configuration/update-service.ini",
            "update-service/service/configuration/update-service.local.ini",
            "update-service/bin/sicherung",
            "backup.enabled",
            "backup.directory",
            "backup.pg_dump",
            2.0,
            "");
    return new RegularBackupCheck(settings, EndpointFixture.ENGINES)
        .check(target, key, new DetachedJobs(key, () -> false, Sleeper.REAL));
  }

  private Endpoint school() {
    return EndpointFixture.school(Side.TARGET, host, installation.toString());
  }

  private Endpoint enterprise() {
    return EndpointFixture.enterprise(Side.TARGET, host, installation.toString(), 5432, "asv");
  }

  private void configure(String text) throws Exception {
    Files.writeString(
        installation.resolve("update-service/service/configuration/update-service.local.ini"),
        text);
  }

  private void trigger(String line) throws Exception {
    Path program = installation.resolve("update-service/bin/sicherung");
    Files.writeString(program, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
