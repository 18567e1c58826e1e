package de.asvumzug.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.support.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What dbctl of the stand-in does with one school of three. Each test stops or starts the server as
 * it needs it.
 */
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
    lab.alt().start();
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
    lab.alt().start();
    assertThat(dbctl("backup", "--schule", "0001", "--verzeichnis", "/tmp").exitCode())
        .isEqualTo(30);
    assertThat(dbctl("restore", "--datei", "/tmp/keine.sbz").exitCode()).isEqualTo(30);
    assertThat(dbctl("delete", "--schule", "0001").exitCode()).isEqualTo(30);
  }

  @Test
  void an_unknown_school_and_a_wrong_word_are_told_apart() throws Exception {
    lab.alt().start();
    assertThat(dbctl("lock", "--schule", "9999").exitCode()).isEqualTo(3);
    assertThat(dbctl("unlock", "--schule", "9999").exitCode()).isEqualTo(3);
    assertThat(dbctl("sperren", "--schule", "0001").exitCode()).isEqualTo(1);
    assertThat(dbctl("lock").exitCode()).isEqualTo(1);
    lab.alt().stop();
    assertThat(dbctl("delete", "--schule", "9999").exitCode()).isEqualTo(3);
    assertThat(dbctl("backup", "--schule", "9999", "--verzeichnis", folder.toString()).exitCode())
        .isEqualTo(3);
  }

  @Test
  void a_restore_leaves_a_lock_and_a_deletion_takes_it_away() throws Exception {
    lab.alt().stop();
    Path file = backup("0003");
    dbctl("lock", "--schule", "0003");
    assertThat(dbctl("restore", "--datei", file.toString()).exitCode()).isZero();
    assertThat(dbctl("list").output()).contains("0003;Schule 0003;gesperrt");
    assertThat(dbctl("delete", "--schule", "0003").exitCode()).isZero();
    assertThat(dbctl("restore", "--datei", file.toString()).exitCode()).isZero();
    assertThat(dbctl("list").output()).contains("0003;Schule 0003;aktiv");
  }

  @Test
  void pupils_and_addresses_of_two_schools_are_kept_while_one_of_them_is_here() throws Exception {
    lab.alt().stop();
    // A pupil of 0002 has a year at 0001 too; a sibling at 0001 of another one lives with it.
    change(
        "insert into asv.svp_schueler_schuljahr (id, schueler_stamm_id, schuljahr_id,"
            + " klassengruppe_id) values ('PJ-zwei', 'P0002-4', 'SCHULJAHR_2026',"
            + " 'G0001-0')");
    change(
        "insert into asv.svp_schueler_anschrift (id, schueler_stamm_id, anschrift_id) values"
            + " ('PA-zwei', 'P0001-0', 'A0002-1')");
    change("delete from asv.svp_bericht where schule_stamm_id is not null");
    Rows all = rows();
    Rows second = rows(List.of("0002"));
    Path first = backup("0001");
    Path file = backup("0002");
    assertThat(dbctl("delete", "--schule", "0001").exitCode()).isZero();
    assertThat(rows(List.of("0002"))).isEqualTo(second);
    assertThat(dbctl("restore", "--datei", first.toString()).exitCode()).isZero();
    assertThat(dbctl("delete", "--schule", "0002").exitCode()).isZero();
    assertThat(count("svp_schueler_stamm where id = 'P0002-4'")).isOne();
    assertThat(count("svp_anschrift where id in ('A0002-1', 'A0002-4')")).isEqualTo(2);
    assertThat(dbctl("delete", "--schule", "0001").exitCode()).isZero();
    assertThat(count("svp_schueler_stamm where id like 'P0002%'")).isZero();
    assertThat(count("svp_anschrift where id like 'A0002%'")).isZero();
    assertThat(dbctl("restore", "--datei", first.toString()).exitCode()).isZero();
    assertThat(dbctl("restore", "--datei", file.toString()).exitCode()).isZero();
    assertThat(rows()).isEqualTo(all);
  }

  @Test
  void a_teacher_who_was_known_before_keeps_the_record_however_often_a_restore_runs()
      throws Exception {
    lab.alt().stop();
    Path file = backup("0003");
    assertThat(dbctl("delete", "--schule", "0003").exitCode()).isZero();
    change(
        "insert into asv.svp_lehrer_stamm (id, familienname, personalnummer) values"
            + " ('bekannt', 'Von Hier', 'PKZ0003-1')");
    assertThat(dbctl("restore", "--datei", file.toString()).exitCode()).isZero();
    assertThat(dbctl("restore", "--datei", file.toString()).exitCode()).isZero();
    assertThat(count("svp_lehrer_stamm where id = 'bekannt' and familienname = 'Von Hier'"))
        .isOne();
    assertThat(count("svp_anschrift where id = 'AL0003-1'")).isZero();
  }

  @Test
  void two_restores_at_a_time_do_not_bring_the_same_teacher_twice() throws Exception {
    lab.alt().stop();
    List<Path> files = List.of(backup("0001"), backup("0002"));
    Rows before = rows(List.of("0001", "0002"));
    for (String school : List.of("0001", "0002")) {
      assertThat(dbctl("delete", "--schule", school).exitCode()).isZero();
    }
    List<CompletableFuture<Programs.Result>> restores =
        files.stream().map(file -> CompletableFuture.supplyAsync(() -> restore(file))).toList();
    for (CompletableFuture<Programs.Result> restore : restores) {
      assertThat(restore.get().exitCode()).as(restore.get().output()).isZero();
    }
    assertThat(rows(List.of("0001", "0002"))).isEqualTo(before);
  }

  @Test
  void of_two_schools_with_equal_hours_the_one_with_the_smaller_number_leads() throws Exception {
    lab.alt().stop();
    assertThat(carriesBirthday(backup("0001"), "L0001-5")).isTrue();
    assertThat(carriesBirthday(backup("0002"), "L0001-5")).isFalse();
    change(
        "update asv.svp_lehrer_schuljahr_schule set stunden = 12 where lehrer_schuljahr_id ="
            + " 'LJ0001-5'");
    assertThat(carriesBirthday(backup("0001"), "L0001-5")).isTrue();
    assertThat(carriesBirthday(backup("0002"), "L0001-5")).isFalse();
    change("update asv.svp_lehrer_schuljahr_schule set stunden = 13 where id = 'LS0001-5-b'");
    assertThat(carriesBirthday(backup("0001"), "L0001-5")).isFalse();
    assertThat(carriesBirthday(backup("0002"), "L0001-5")).isTrue();
    change("update asv.svp_lehrer_schuljahr_schule set stunden = 9.5 where id = 'LS0001-5-b'");
    change("update asv.svp_lehrer_schuljahr_schule set stunden = 14.5 where id = 'LS0001-5'");
  }

  @Test
  void a_school_that_was_deleted_comes_back_row_for_row() throws Exception {
    lab.alt().stop();
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
  }

  @Test
  void a_damaged_file_and_one_with_other_value_lists_change_nothing() throws Exception {
    lab.alt().stop();
    Path file = backup("0002");
    byte[] bytes = Files.readAllBytes(file);
    Path damaged =
        Files.write(folder.resolve("damaged.sbz"), Arrays.copyOf(bytes, bytes.length / 2));
    Rows before = rows();
    assertThat(dbctl("restore", "--datei", damaged.toString()).exitCode()).isEqualTo(22);
    change("update asv.svp_wl_wert set langform = 'anders' where id = '1113_01'");
    assertThat(dbctl("restore", "--datei", file.toString()).exitCode()).isEqualTo(21);
    change("update asv.svp_wl_wert set langform = 'Regelklasse' where id = '1113_01'");
    change("update asv.svp_wl_schuljahr set kurzform = '2026/28'");
    assertThat(dbctl("restore", "--datei", file.toString()).exitCode()).isEqualTo(21);
    change("update asv.svp_wl_schuljahr set kurzform = '2026/27'");
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void a_backup_of_another_release_changes_nothing() throws Exception {
    lab.alt().stop();
    Path file = backup("0002");
    Rows before = rows();
    change("update asv.svp_systemparameter set wert = '2.14.12' where wert = '2.13.480'");
    assertThat(dbctl("restore", "--datei", file.toString()).exitCode()).isEqualTo(20);
    change("update asv.svp_systemparameter set wert = '2.13.480' where wert = '2.14.12'");
    assertThat(rows()).isEqualTo(before);
  }

  /** Each in a folder of its own: the file's name tells the minute only. */
  private Path backup(String school) throws Exception {
    Path place = Files.createTempDirectory(folder, school);
    Programs.Result made = dbctl("backup", "--schule", school, "--verzeichnis", place.toString());
    assertThat(made.exitCode()).as(made.output()).isZero();
    return Path.of(made.output().strip());
  }

  private Programs.Result restore(Path file) {
    try {
      return dbctl("restore", "--datei", file.toString());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean carriesBirthday(Path file, String teacher) throws Exception {
    Path unpacked = Programs.unzip(file, Files.createTempDirectory(folder, "sbz"));
    List<String> lines = Files.readAllLines(unpacked.resolve("svp_lehrer_stamm"));
    int birthday = List.of(lines.get(0).split("\t")).indexOf("geburtsdatum");
    String id = "=" + Base64.getEncoder().encodeToString(teacher.getBytes(UTF_8));
    return lines.stream()
        .map(line -> line.split("\t"))
        .filter(values -> values[0].equals(id))
        .anyMatch(values -> !values[birthday].equals("-"));
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

  private long count(String from) throws Exception {
    try (Connection database = lab.alt().database();
        Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from asv." + from)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void change(String sql) throws Exception {
    try (Connection database = lab.alt().database();
        Statement statement = database.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
