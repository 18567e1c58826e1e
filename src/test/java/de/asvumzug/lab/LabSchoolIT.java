package de.asvumzug.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabSchoolIT {
  @TempDir static Path folder;
  private static Lab lab;

  @BeforeAll
  static void startLab() {
    lab = Lab.school(folder, LabOptions.defaults().withPupils(90));
  }

  @AfterAll
  static void endLab() {
    lab.close();
  }

  private static Path file(String name) {
    return lab.alt().installation().resolve("database").resolve(name);
  }

  @Test
  void a_running_server_holds_its_file() throws Exception {
    assertThat(lab.alt().status().variant()).isEqualTo("SCHOOL");
    assertThat(lab.alt().login("sys", lab.oldSysPassword())).isEqualTo(200);
    assertThatThrownBy(() -> lab.alt().database())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("may be already in use");
  }

  @Test
  void a_stopped_server_leaves_one_whole_file() throws Exception {
    lab.alt().stop();
    assertThat(file("asv.mv.db")).exists();
    assertThat(file("asv.mv.db.newFile")).doesNotExist();
    assertThat(lab.alt().rowCounts())
        .containsEntry("asv.svp_schueler_stamm", 90L)
        .containsEntry("asv.svp_note", 90L * 8 * 2)
        .containsEntry("asv.svp_dokument", 1L);
    lab.alt().start();
    assertThat(lab.alt().log()).contains("ASV-Server beendet");
  }

  @Test
  void the_file_is_missing_while_it_is_rewritten() throws Exception {
    lab.alt().compactDelay(Duration.ofMinutes(2));
    Process stop =
        new ProcessBuilder(lab.alt().bin().resolve("systemctl").toString(), "stop", "asv-server")
            .start();
    await()
        .atMost(Duration.ofMinutes(1)) // a busy disk takes its time with the rewriting
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Files.exists(file("asv.mv.db.newFile")) && !Files.exists(file("asv.mv.db")));
    assertThat(stop.isAlive()).isTrue();
    lab.alt().compactDelay(Duration.ZERO);
    assertThat(stop.waitFor()).isZero();
    assertThat(file("asv.mv.db")).exists();
    lab.alt().startServer();
  }

  @Test
  void a_server_killed_meanwhile_leaves_the_whole_content_under_the_other_name() throws Exception {
    lab.alt().stop();
    Map<String, Long> before = lab.alt().rowCounts();
    lab.alt().startServer();
    lab.alt().compactionKilled();
    assertThat(file("asv.mv.db")).doesNotExist();
    assertThat(file("asv.mv.db.newFile")).exists();
    assertThat(Programs.run(lab.alt().installation().resolve("asv.exe")).exitCode()).isEqualTo(5);
    Files.move(file("asv.mv.db.newFile"), file("asv.mv.db"));
    assertThat(lab.alt().rowCounts()).isEqualTo(before);
    lab.alt().start();
    assertThat(lab.alt().status().schools()).hasSize(3);
  }

  @Test
  void the_running_server_writes_the_nightly_backup() throws Exception {
    Path installation = lab.alt().installation();
    Programs.Result written = Programs.run(installation.resolve("update-service/bin/sicherung"));
    assertThat(written.exitCode()).as(written.output()).isZero();
    assertThat(installation.resolve("sicherungen")).isDirectoryContaining("glob:**.zip");
  }

  @Test
  void the_plan_names_no_database_server() {
    Instant start = Instant.parse("2026-12-04T17:00:00Z");
    assertThat(lab.plan(start, start.plus(Duration.ofHours(4)), Period.ofDays(30)).get("source"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("variant", "SCHOOL")
        .doesNotContainKey("database");
  }

  @Test
  void the_new_version_is_installed_with_an_initial_database() throws Exception {
    Path installer =
        Programs.unzip(
                lab.neu().packages().resolve("2.14.12_by-installer.zip"), folder.resolve("i"))
            .resolve("install.sh");
    Programs.Result result = Programs.run(installer, Programs.installArguments(lab));
    assertThat(result.exitCode()).as(result.output()).isZero();
    lab.neu().start();
    assertThat(lab.neu().login("sys", "!!ASV!!")).isEqualTo(200);
    assertThat(lab.neu().status().schools()).isEmpty();
    lab.neu().stop();
  }
}
