package de.asvumzug.lab;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.support.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What dbctl of the stand-in does with one school of three. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabDbctlIT {
  @TempDir static Path folder;
  private Lab lab;

  @BeforeAll
  void open() {
    lab = Lab.enterprise(folder.resolve("lab"), LabOptions.defaults().withPupils(30));
  }

  @AfterAll
  void close() {
    lab.close();
  }

  @Test
  void a_locked_schools_people_are_kept_out_and_nobody_else() throws Exception {
    assertThat(dbctl("lock", "--schule", "0001").exitCode()).isZero();
    assertThat(dbctl("list").output())
        .contains("0001;Schule 0001;gesperrt", "0002;Schule 0002;aktiv");
    assertThat(lab.alt().login("admin0001", lab.oldSchoolPassword())).isEqualTo(403);
    assertThat(lab.alt().login("admin0002", lab.oldSchoolPassword())).isEqualTo(200);
    assertThat(lab.alt().login("sys", lab.oldSysPassword())).isEqualTo(200);
    assertThat(dbctl("unlock", "--schule", "0001").exitCode()).isZero();
    assertThat(lab.alt().login("admin0001", lab.oldSchoolPassword())).isEqualTo(200);
  }

  @Test
  void what_changes_data_needs_a_stopped_server() throws Exception {
    assertThat(dbctl("backup", "--schule", "0001", "--verzeichnis", "/tmp").exitCode())
        .isEqualTo(30);
    assertThat(dbctl("delete", "--schule", "0001").exitCode()).isEqualTo(30);
  }

  @Test
  void a_school_that_was_deleted_comes_back_row_for_row() throws Exception {
    lab.alt().stop();
    try {
      Rows all = rows();
      Rows school = rows(List.of("0001"));
      Path file = backup("0001");
      assertThat(dbctl("delete", "--schule", "0001").exitCode()).isZero();
      assertThat(rows(List.of("0001")).count()).isZero();
      assertThat(rows(List.of("0002", "0003")).missingIn(all)).isEmpty();
      assertThat(dbctl("restore", "--datei", file.toString()).exitCode()).isZero();
      assertThat(dbctl("restore", "--datei", file.toString()).exitCode()).isZero();
      assertThat(school.count()).isPositive();
      assertThat(rows(List.of("0001"))).isEqualTo(school);
    } finally {
      lab.alt().start();
    }
  }

  @Test
  void a_damaged_file_and_one_with_other_value_lists_change_nothing() throws Exception {
    lab.alt().stop();
    try {
      Path file = backup("0002");
      byte[] bytes = Files.readAllBytes(file);
      Path damaged =
          Files.write(folder.resolve("damaged.sbz"), Arrays.copyOf(bytes, bytes.length / 2));
      Rows before = rows();
      assertThat(dbctl("restore", "--datei", damaged.toString()).exitCode()).isEqualTo(22);
      change("update asv.svp_wl_wert set langform = 'anders' where id = '1113_01'");
      assertThat(dbctl("restore", "--datei", file.toString()).exitCode()).isEqualTo(21);
      change("update asv.svp_wl_wert set langform = 'Regelklasse' where id = '1113_01'");
      assertThat(rows()).isEqualTo(before);
    } finally {
      lab.alt().start();
    }
  }

  private Path backup(String school) throws Exception {
    Programs.Result made =
        dbctl("backup", "--schule", school, "--verzeichnis", folder.resolve(school).toString());
    assertThat(made.exitCode()).as(made.output()).isZero();
    return Path.of(made.output().strip());
  }

  private Programs.Result dbctl(String... arguments) throws Exception {
    return Programs.run(lab.alt().installation().resolve("bin/dbctl"), arguments);
  }

  private Rows rows() throws Exception {
    try (Connection database = lab.alt().database()) {
      return Rows.of(database);
    }
  }

  private Rows rows(List<String> schools) throws Exception {
    try (Connection database = lab.alt().database()) {
      return Rows.of(database, schools);
    }
  }

  private void change(String sql) throws Exception {
    try (Connection database = lab.alt().database();
        Statement statement = database.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
