package de.asvumzug.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.lab.asv.Ini;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.release.ReleaseLadder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;

class LabEnterpriseIT {
  @TempDir static Path folder;
  private static Lab lab;

  @BeforeAll
  static void startLab() {
    lab = Lab.enterprise(folder, LabOptions.defaults().withPupils(90));
  }

  @AfterAll
  static void endLab() {
    lab.close();
    assertThat(lab.alt().processes()).isEmpty();
  }

  @Test
  void the_old_server_works_and_the_new_machine_is_empty() throws Exception {
    assertThat(lab.alt().status())
        .isEqualTo(
            new LabStatus(
                "2.13.480", "ENTERPRISE", "2.13.480", java.util.List.of("0001", "0002", "0003")));
    assertThat(lab.alt().processes()).hasSize(2);
    assertThat(lab.alt().log()).contains("using driver: org.postgresql.Driver at URL: jdbc:");
    assertThat(lab.neu().isServerUp()).isFalse();
    assertThat(lab.neu().installation()).doesNotExist();
  }

  @Test
  void the_log_in_knows_right_wrong_and_locked() throws Exception {
    assertThat(lab.alt().login("sys", lab.oldSysPassword())).isEqualTo(200);
    assertThat(lab.alt().login("sys", lab.initialSysPassword())).isEqualTo(401);
    assertThat(lab.alt().login("niemand", "x")).isEqualTo(401);
    assertThat(lab.alt().login("gesperrt0001", lab.oldSchoolPassword())).isEqualTo(403);
  }

  @Test
  void the_old_database_holds_what_is_easily_lost() throws Exception {
    Map<String, Long> counts = lab.alt().rowCounts();
    assertThat(counts)
        .containsEntry("asv.svp_schule_stamm", 3L)
        .containsEntry("asv.svp_schueler_stamm", 90L)
        .containsEntry("asv.svp_note", 90L * 8 * 2)
        .containsEntry("asv.svp_lehrer_stamm", 60L)
        .containsEntry("asv.svp_lehrer_schuljahr_schule", 72L)
        .containsEntry("sync.user_id", 60L);
    assertThat(
            text(
                "asv", "select length(convert_from(lo_get(inhalt), 'UTF8')) from asv.svp_dokument"))
        .isEqualTo("57000");
    assertThat(text("bsnm0001", "select eintrag from notenbuch")).isEqualTo("Müster, Jörg: 2,5");
    assertThat(text("asv", "show server_version")).startsWith("14.");
  }

  @Test
  void the_databases_want_their_passwords() throws Exception {
    String url = "jdbc:postgresql://localhost:" + lab.alt().postgresPort().orElseThrow() + "/asv";
    for (String user : new String[] {"postgres", "asv", "nmsv0001"}) {
      assertThat(refusal(url, user)).as(user).contains("password authentication failed");
    }
  }

  private static String refusal(String url, String user) {
    try (Connection connection = java.sql.DriverManager.getConnection(url, user, "falsch")) {
      return "let in: " + connection;
    } catch (SQLException e) {
      return e.getMessage();
    }
  }

  @Test
  void a_changed_shipped_file_ends_the_start_with_3() throws Exception {
    Path file = lab.alt().installation().resolve("asv.cfg");
    byte[] shipped = Files.readAllBytes(file);
    lab.alt().shippedFileChanged();
    try {
      Programs.Result start = Programs.run(lab.alt().installation().resolve("asv.exe"));
      assertThat(start.exitCode()).isEqualTo(3);
      assertThat(lab.alt().log()).contains("Konsistenzprüfung fehlgeschlagen: asv.cfg");
    } finally {
      Files.write(file, shipped);
    }
  }

  @Test
  void a_second_server_does_not_get_the_port() throws Exception {
    assertThat(Programs.run(lab.alt().installation().resolve("asv.exe")).exitCode()).isEqualTo(6);
    assertThat(lab.alt().isServerUp()).isTrue();
  }

  @Test
  void a_structure_two_releases_old_ends_the_start_with_4() throws Exception {
    lab.alt().wrongStructure();
    try {
      Programs.Result start = Programs.run(lab.alt().installation().resolve("asv.exe"));
      assertThat(start.exitCode()).isEqualTo(4);
      assertThat(start.output()).contains("2.12.463 passt nicht zum Programm 2.13.480");
    } finally {
      sql("update asv.svp_systemparameter set wert = '2.13.480'");
    }
  }

  @Test
  void services_stop_start_and_tell_their_state() throws Exception {
    LabMachine alt = lab.alt();
    assertThat(alt.systemctl("is-active", "asv-server"))
        .isEqualTo(new LabMachine.Answer(0, "active"));
    assertThat(alt.systemctl("is-enabled", "asv-server"))
        .isEqualTo(new LabMachine.Answer(0, "enabled"));
    alt.stop();
    assertThat(alt.processes()).isEmpty();
    assertThat(alt.isServerUp()).isFalse();
    assertThat(alt.systemctl("is-active", "asv-server"))
        .isEqualTo(new LabMachine.Answer(3, "inactive"));
    assertThat(alt.systemctl("show", "-p", "MainPID", "--value", "asv-server"))
        .isEqualTo(new LabMachine.Answer(0, "0"));
    alt.start();
    String pid = alt.systemctl("show", "-p", "MainPID", "--value", "asv-server").output();
    assertThat(alt.processes())
        .anySatisfy(
            process -> {
              assertThat(process.pid()).isEqualTo(Long.parseLong(pid));
              assertThat(process.commandLine())
                  .contains("-Dasv.role=server", "-Dasv.home=" + alt.installation());
            });
  }

  @Test
  void services_are_disabled_and_enabled() throws Exception {
    LabMachine alt = lab.alt();
    assertThat(alt.systemctl("disable", "asv-server").exitCode()).isZero();
    assertThat(alt.systemctl("is-enabled", "asv-server"))
        .isEqualTo(new LabMachine.Answer(1, "disabled"));
    assertThat(alt.systemctl("enable", "asv-server").exitCode()).isZero();
    assertThat(alt.systemctl("is-enabled", "asv-server").exitCode()).isZero();
    assertThat(alt.systemctl("is-enabled", "nicht-da"))
        .isEqualTo(new LabMachine.Answer(4, "not-found"));
    assertThat(alt.systemctl("start", "nicht-da").exitCode()).isEqualTo(5);
  }

  @Test
  void a_server_that_ignores_the_signal_keeps_answering() throws Exception {
    LabMachine alt = lab.alt();
    alt.serverKeepsRunning(true);
    Process stop =
        new ProcessBuilder(alt.bin().resolve("systemctl").toString(), "stop", "asv-server").start();
    try {
      await()
          .during(Duration.ofMillis(700))
          .atMost(Duration.ofSeconds(5))
          .until(() -> stop.isAlive() && alt.isServerUp());
    } finally {
      alt.serverKeepsRunning(false);
    }
    assertThat(stop.waitFor()).isZero();
    assertThat(alt.isServerUp()).isFalse();
    alt.startServer();
  }

  @Test
  void the_update_service_can_start_a_stopped_server_again() throws Exception {
    LabMachine alt = lab.alt();
    alt.updateServiceRestartsServer(true);
    try {
      assertThat(alt.systemctl("stop", "asv-server").exitCode()).isZero();
      await().atMost(Duration.ofSeconds(20)).until(alt::isServerUp);
    } finally {
      alt.updateServiceRestartsServer(false);
    }
  }

  @Test
  void the_nightly_backup_needs_its_settings() throws Exception {
    Path installation = lab.alt().installation();
    Path program = installation.resolve("update-service/bin/sicherung");
    Programs.Result written = Programs.run(program);
    assertThat(written.exitCode()).as(written.output()).isZero();
    assertThat(installation.resolve("sicherungen")).isDirectoryContaining("glob:**.dump");
    Path settings =
        installation.resolve("update-service/service/configuration/update-service.local.ini");
    byte[] before = Files.readAllBytes(settings);
    lab.alt().nightlyBackupMissing();
    assertThat(Programs.run(program).exitCode()).isEqualTo(1);
    Ini.set(settings, "backup.directory", "sicherungen");
    assertThat(Programs.run(program).output()).contains("backup.pg_dump");
    Files.write(settings, before);
  }

  @Test
  void dbctl_lists_the_schools() throws Exception {
    assertThat(Programs.run(lab.alt().installation().resolve("bin/dbctl"), "list").output())
        .isEqualTo("0001;Schule 0001;aktiv\n0002;Schule 0002;aktiv\n0003;Schule 0003;aktiv\n");
  }

  @Test
  void the_old_client_logs_in_where_its_settings_point() throws Exception {
    Path password = Files.writeString(folder.resolve("client-pw"), lab.oldSysPassword());
    Path client = lab.alt().client().resolve("bin/asv-client");
    assertThat(login(client, password)).isZero();
    Files.writeString(password, "falsch");
    assertThat(login(client, password)).isEqualTo(1);
  }

  private static int login(Path client, Path password) throws IOException, InterruptedException {
    return Programs.run(client, "login", "--user", "sys", "--password-file", password.toString())
        .exitCode();
  }

  @Test
  void the_plan_fits_the_records_of_the_application() throws Exception {
    Instant start = Instant.parse("2026-12-04T17:00:00Z");
    ObjectMapper json = Jackson2ObjectMapperBuilder.json().failOnUnknownProperties(true).build();
    Migration plan =
        json.readValue(
            json.writeValueAsString(
                lab.plan(start, start.plus(Duration.ofHours(6)), Period.ofDays(30))),
            Migration.class);
    assertThat(plan.source().variant()).isEqualTo(Variant.ENTERPRISE);
    assertThat(FakeMachine.ladder().fit(plan.source().version(), plan.target().version()))
        .isEqualTo(ReleaseLadder.Fit.PRECEDING);
    assertThat(plan.source().inUse()).isTrue();
    assertThat(plan.target().inUse()).isFalse();
    assertThat(plan.window().start()).isEqualTo(start);
    assertThat(plan.options().retention()).isEqualTo(Period.ofDays(30));
    assertThat(plan.addressChanges()).isTrue();
    assertThat(Path.of(plan.packages().installer())).exists();
    assertThat(Path.of(plan.packages().updateInstaller())).exists();
    Path secrets = Path.of(lab.settings().get("asv.secrets-directory"));
    for (String secret :
        new String[] {
          plan.packages().certificatePinSecret(),
          plan.source().database().passwordSecret(),
          plan.target().database().passwordSecret()
        }) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.resolve(secret))))
          .isEqualTo("rw-------");
    }
  }

  private static void sql(String sql) throws SQLException {
    try (Connection connection = lab.alt().database();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(String database, String query) throws SQLException {
    try (Connection connection = lab.alt().database(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }
}
