package de.asvumzug.lab;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.lab.asv.Structure;
import de.asvumzug.lab.asv.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class LabInstallIT {
  @TempDir static Path folder;
  private static Lab lab;
  private static Path installer;
  private static Path updater;

  @BeforeAll
  static void startLab() throws IOException {
    lab = Lab.enterprise(folder, LabOptions.defaults().withPupils(30).withMarksPerSubject(1));
    Path packages = lab.neu().packages();
    installer =
        Programs.unzip(packages.resolve("2.14.12_by-installer.zip"), folder.resolve("i"))
            .resolve("install.sh");
    updater =
        Programs.unzip(packages.resolve("2.14.12_by-updateinstaller.zip"), folder.resolve("u"))
            .resolve("update.sh");
  }

  @AfterAll
  static void endLab() {
    lab.close();
  }

  @BeforeEach
  void emptyNewMachine() throws Exception {
    if (Files.exists(lab.neu().folder().resolve("etc/units/asv-server.service"))) {
      lab.neu().stop();
    }
    FileUtils.deleteDirectory(lab.neu().installation().toFile());
    try (Connection connection = lab.neu().database("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists asv with (force)");
    }
  }

  @Test
  void installs_a_server_that_starts_empty_with_the_initial_password() throws Exception {
    Programs.Result result = Programs.run(installer, Programs.installArguments(lab));
    assertThat(result.exitCode()).as(result.output()).isZero();
    LabMachine neu = lab.neu();
    assertThat(neu.systemctl("is-enabled", "asv-server").output()).isEqualTo("disabled");
    neu.start();
    assertThat(neu.status())
        .isEqualTo(new LabStatus("2.14.12", "ENTERPRISE", "2.14.12", java.util.List.of()));
    assertThat(neu.login("sys", "!!ASV!!")).isEqualTo(200);
    assertThat(neu.rowCounts()).containsEntry("asv.svp_datenschutz_hinweis", 0L);
    assertThat(neu.installation().resolve("database")).doesNotExist();
  }

  @Test
  void refuses_wrong_use_with_1() throws Exception {
    assertThat(Programs.run(installer, "--variant", "ENTERPRISE").exitCode()).isEqualTo(1);
    assertThat(Programs.run(installer, "--unfug").exitCode()).isEqualTo(1);
  }

  @Test
  void refuses_a_wrong_pin_and_an_expired_certificate_with_2() throws Exception {
    Path wrong = Files.writeString(folder.resolve("pin"), "falsch");
    assertThat(install("--pin-file", wrong.toString())).isEqualTo(2);
    Path certificate = lab.neu().packages().resolve("zertifikat.p12");
    byte[] valid = Files.readAllBytes(certificate);
    lab.neu().certificateExpired();
    assertThat(install()).isEqualTo(2);
    Files.write(certificate, valid);
    assertThat(lab.neu().installation()).doesNotExist();
  }

  @Test
  void refuses_a_folder_that_is_not_empty_with_3() throws Exception {
    Path file = lab.neu().installation().resolve("wichtig.txt");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "bleibt");
    assertThat(install()).isEqualTo(3);
    assertThat(file).hasContent("bleibt");
  }

  @Test
  void refuses_a_foreign_database_and_leaves_it_alone_with_4() throws Exception {
    lab.neu().foreignDatabase();
    assertThat(install()).isEqualTo(4);
    assertThat(lab.neu().rowCounts()).containsEntry("fremd.wichtig", 1L);
  }

  @Test
  void goes_on_after_an_interrupted_run_but_spares_a_database_with_a_school() throws Exception {
    assertThat(install()).isZero();
    FileUtils.deleteDirectory(lab.neu().installation().toFile());
    assertThat(install()).as("initial database without schools").isZero();
    try (Connection connection = lab.neu().database();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into asv.svp_schule_stamm (id, schulnummer) values ('S8000', '8000')");
    }
    FileUtils.deleteDirectory(lab.neu().installation().toFile());
    assertThat(install()).isEqualTo(4);
    assertThat(lab.neu().rowCounts()).containsEntry("asv.svp_schule_stamm", 1L);
  }

  @Test
  void the_update_installer_refuses_a_running_server_with_30() throws Exception {
    assertThat(update(lab.alt()).exitCode()).isEqualTo(30);
    assertThat(lab.alt().structure()).isEqualTo("2.13.480");
  }

  @Test
  void the_update_installer_takes_the_preceding_release_only() throws Exception {
    assertThat(install()).isZero();
    assertThat(update(lab.neu()).exitCode()).isEqualTo(10);
    structure("2.12.463");
    assertThat(update(lab.neu()).exitCode()).isEqualTo(20);
    structure("2.15.1");
    assertThat(update(lab.neu()).exitCode()).isEqualTo(21);
    structure("2.14.10");
    assertThat(update(lab.neu()).exitCode()).isZero();
    assertThat(lab.neu().structure()).isEqualTo("2.14.12");
  }

  @Test
  void the_update_installer_raises_program_and_structure_of_the_old_server() throws Exception {
    try (Lab other = Lab.school(folder.resolve("school"), LabOptions.defaults().withPupils(30))) {
      LabMachine alt = other.alt();
      alt.stop();
      Programs.Result result = update(alt);
      assertThat(result.exitCode()).as(result.output()).isZero();
      alt.start();
      assertThat(alt.status().version()).isEqualTo("2.14.12");
      assertThat(alt.status().structure()).isEqualTo("2.14.12");
      assertThat(alt.login("sys", other.oldSysPassword())).isEqualTo(200);
      alt.stop();
      assertThat(alt.rowCounts())
          .containsEntry("asv.svp_schueler_stamm", 30L)
          .containsEntry("asv.svp_datenschutz_hinweis", 0L);
    }
  }

  @Test
  void a_restored_database_starts_after_the_update_with_the_old_passwords() throws Exception {
    assertThat(install()).isZero();
    Path dump = folder.resolve("asv.dump");
    client(lab.alt(), "pg_dump", "--format=custom", "--file=" + dump, "asv");
    try (Connection connection = lab.neu().database("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("drop database asv");
      statement.execute("create database asv owner asv template template0 encoding 'UTF8'");
    }
    client(lab.neu(), "pg_restore", "--exit-on-error", "--dbname=asv", dump.toString());
    assertThat(lab.neu().rowCounts()).isEqualTo(lab.alt().rowCounts());
    Path start = lab.neu().installation().resolve("asv.exe");
    assertThat(Programs.run(start).exitCode()).as("structure of the old release").isEqualTo(4);
    assertThat(update(lab.neu()).exitCode()).isZero();
    lab.neu().startServer();
    assertThat(lab.neu().login("sys", lab.oldSysPassword())).isEqualTo(200);
    assertThat(lab.neu().login("sys", lab.initialSysPassword())).isEqualTo(401);
    assertThat(lab.neu().status().schools()).hasSize(3);
  }

  private static void client(LabMachine machine, String... line)
      throws IOException, InterruptedException {
    ProcessBuilder client = new ProcessBuilder(line).inheritIO();
    Path secret = folder.resolve("secrets/asv-" + machine.name() + "-postgres");
    client.environment().put("PGPASSWORD", Files.readString(secret).strip());
    client.environment().put("PGHOST", "localhost");
    client.environment().put("PGPORT", "" + machine.postgresPort().orElseThrow());
    client.environment().put("PGUSER", "postgres");
    assertThat(client.start().waitFor()).as(line[0]).isZero();
  }

  private static int install(String... more) throws IOException, InterruptedException {
    return Programs.run(installer, Programs.installArguments(lab, more)).exitCode();
  }

  private static Programs.Result update(LabMachine machine)
      throws IOException, InterruptedException {
    return Programs.run(updater, "--directory", machine.installation().toString());
  }

  private static void structure(String version) throws SQLException {
    try (Connection connection = lab.neu().database()) {
      Structure.setVersion(connection, Version.parse(version));
    }
  }
}
