package de.asvumzug.lab;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.support.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The labs of the six moves. Both servers of {@code tenant-in} work from the beginning, so schools
 * are carried between them here; each test stops or starts them as it needs it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class LabRoutesIT {
  @TempDir static Path folder;
  private Lab in;

  @BeforeAll
  void openTheOneWithTwoServers() {
    in = open("tenant-in");
  }

  @AfterAll
  void close() {
    in.close();
  }

  @ParameterizedTest
  @CsvSource({
    "full-enterprise, ENTERPRISE, 2.13.480, ENTERPRISE, 3, false",
    "full-school, SCHOOL, 2.13.480, SCHOOL, 3, false",
    "school-to-enterprise, SCHOOL, 2.14.12, ENTERPRISE, 3, false",
    "enterprise-to-school, ENTERPRISE, 2.14.12, SCHOOL, 3, false",
    "tenant-out, ENTERPRISE, 2.14.12, SCHOOL, 1, true"
  })
  void a_working_server_is_to_move_to_an_empty_machine(
      String route, String old, String version, String neu, int moving, boolean servesOthers)
      throws Exception {
    try (Lab lab = open(route)) {
      assertThat(lab.alt().status().schools()).containsExactly("0001", "0002", "0003");
      assertThat(lab.alt().status().variant()).isEqualTo(old);
      assertThat(lab.alt().status().version()).isEqualTo(version);
      assertThat(lab.alt().login("sys", lab.oldSysPassword())).isEqualTo(200);
      assertThat(lab.alt().login("admin0002", lab.oldSchoolPassword())).isEqualTo(200);
      assertThat(lab.neu().installation()).doesNotExist();
      assertThat(lab.neu().isServerUp()).isFalse();
      Map<String, Object> plan = plan(lab);
      assertThat(plan)
          .containsEntry("scope", servesOthers ? "SOME" : "ALL")
          .containsEntry("sourceServesOthers", servesOthers);
      assertThat((List<?>) plan.get("schools")).hasSize(moving);
      assertThat((Map<?, ?>) plan.get("target")).extracting("variant").isEqualTo(neu);
      assertThat(Files.exists(lab.alt().packages().resolve("h2-nach-postgres.sh")))
          .isEqualTo(old.equals("SCHOOL"));
    }
  }

  @Test
  void a_server_that_takes_a_school_in_works_for_two_others_already() throws Exception {
    in.alt().start();
    in.neu().start();
    assertThat(in.alt().status().schools()).containsExactly("0001");
    assertThat(in.neu().status().schools()).containsExactly("0101", "0102");
    assertThat(in.neu().login("sys", in.newSysPassword())).isEqualTo(200);
    Map<String, Object> plan = plan(in);
    assertThat(plan).containsEntry("scope", "ALL").containsEntry("sourceServesOthers", false);
    assertThat((Map<?, ?>) plan.get("target")).extracting("inUse").isEqualTo(true);
  }

  @Test
  void a_running_school_server_locks_a_school_too() throws Exception {
    in.alt().start();
    assertThat(in.alt().dbctl("list").output()).isEqualTo("0001;Schule 0001;aktiv");
    assertThat(in.alt().dbctl("lock", "--schule", "9999").exitCode()).isEqualTo(3);
    assertThat(in.alt().dbctl("lock", "--schule", "0001").exitCode()).isZero();
    assertThat(in.alt().dbctl("list").output()).isEqualTo("0001;Schule 0001;gesperrt");
    assertThat(in.alt().login("admin0001", in.oldSchoolPassword())).isEqualTo(403);
    assertThat(in.alt().dbctl("unlock", "--schule", "0001").exitCode()).isZero();
    assertThat(in.alt().login("admin0001", in.oldSchoolPassword())).isEqualTo(200);
  }

  @Test
  void a_school_goes_from_h2_into_postgresql_and_disturbs_nobody() throws Exception {
    aSchoolGoesOver(in.alt(), "0001", in.neu());
  }

  @Test
  void a_school_goes_from_postgresql_into_h2_and_disturbs_nobody() throws Exception {
    aSchoolGoesOver(in.neu(), "0101", in.alt());
  }

  private void aSchoolGoesOver(LabMachine from, String number, LabMachine to) throws Exception {
    from.stop();
    to.stop();
    change(
        from,
        "insert into asv.svp_datenschutz_hinweis (id, schueler_stamm_id, hinweis) select"
            + " 'H' || max(schueler_stamm_id), max(schueler_stamm_id), 'kein Bild' from"
            + " asv.svp_schueler_schuljahr where klassengruppe_id = 'G"
            + number
            + "-0'");
    Rows school = rows(from, List.of(number));
    Rows before = rows(to);
    Path file = backup(from, number);
    assertThat(to.dbctl("restore", "--datei", file.toString()).exitCode()).isZero();
    assertThat(school.count()).isPositive();
    assertThat(rows(to, List.of(number))).isEqualTo(school);
    assertThat(before.missingIn(rows(to))).isEmpty();
    assertThat(notes(to, number)).isOne();
    assertThat(to.dbctl("delete", "--schule", number).exitCode()).isZero();
    assertThat(rows(to)).isEqualTo(before);
  }

  /** PostgreSQL sorts by language, H2 by bytes. */
  @Test
  void value_lists_with_equal_rows_are_equal_however_a_database_sorts_them() throws Exception {
    in.alt().stop();
    in.neu().stop();
    for (LabMachine machine : List.of(in.alt(), in.neu())) {
      for (String id : List.of("a_1", "B_1", "ä_1", "_B", "a1")) {
        change(
            machine,
            "insert into asv.svp_wl_werteliste (id, bezeichnung) values ('%s', 'Liste %s')"
                .formatted(id, id));
      }
    }
    Path file = backup(in.alt(), "0001");
    assertThat(in.neu().dbctl("restore", "--datei", file.toString()).exitCode()).isZero();
    assertThat(in.neu().dbctl("delete", "--schule", "0001").exitCode()).isZero();
  }

  @Test
  void the_clone_tool_says_whose_fault_it_is() throws Exception {
    in.alt().stop();
    Path source = in.alt().installation().resolve("database/asv.mv.db");
    Path wrong = Files.writeString(folder.resolve("wrong"), "falsch\n");
    Path right = in.folder().resolve("secrets/asv-neu-postgres");
    assertThat(clone(source, "asv", right).exitCode()).isEqualTo(4);
    try (Connection postgres = in.neu().database("postgres");
        Statement statement = postgres.createStatement()) {
      statement.execute("create database klon template template0 encoding 'UTF8'");
    }
    assertThat(clone(source, "klon", wrong).exitCode()).isEqualTo(2);
    assertThat(clone(folder.resolve("fehlt"), "klon", right).exitCode()).isEqualTo(5);
    in.alt().start();
    assertThat(clone(source, "klon", right).exitCode()).isEqualTo(5);
    in.alt().stop();
    Programs.Result done = clone(source, "klon", right);
    assertThat(done.exitCode()).as(done.output()).isZero();
    try (Connection clone = in.neu().database("klon")) {
      assertThat(Rows.of(clone, List.of("0001"))).isEqualTo(rows(in.alt(), List.of("0001")));
    }
    assertThat(clone(source, "klon", right).exitCode()).isEqualTo(4);
    try (Connection clone = in.neu().database("klon");
        Statement statement = clone.createStatement()) {
      statement.execute("drop schema asv cascade");
      statement.execute("create schema fremd");
      statement.execute("create table fremd.wichtig (id integer)");
    }
    assertThat(clone(source, "klon", right).exitCode()).isEqualTo(4);
  }

  private Programs.Result clone(Path source, String database, Path password) throws Exception {
    return Programs.run(
        in.alt().packages().resolve("h2-nach-postgres.sh"),
        "--von",
        source.toString(),
        "--nach",
        "jdbc:postgresql://localhost:" + in.neu().postgresPort().orElseThrow() + "/" + database,
        "--benutzer",
        "postgres",
        "--passwort-datei",
        password.toString());
  }

  private static Lab open(String route) {
    return Lab.open(folder.resolve(route), LabOptions.route(route).withPupils(12));
  }

  private static Map<String, Object> plan(Lab lab) {
    return lab.plan(Instant.now(), Instant.now().plusSeconds(3600), Period.ofDays(1));
  }

  private static Path backup(LabMachine machine, String school) throws Exception {
    Path place = Files.createTempDirectory(folder, school);
    LabMachine.Answer made =
        machine.dbctl("backup", "--schule", school, "--verzeichnis", place.toString());
    assertThat(made.exitCode()).as(made.output()).isZero();
    return Path.of(made.output().strip());
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

  private static long notes(LabMachine machine, String number) throws Exception {
    try (Connection database = machine.database();
        Statement statement = database.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from asv.svp_datenschutz_hinweis where schueler_stamm_id like 'P"
                    + number
                    + "%'")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void change(LabMachine machine, String sql) throws Exception {
    try (Connection database = machine.database();
        Statement statement = database.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
