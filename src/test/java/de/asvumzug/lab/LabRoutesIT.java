package de.asvumzug.lab;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.support.Rows;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The labs of the moves by school. */
class LabRoutesIT {
  @TempDir Path folder;

  @Test
  void a_server_that_takes_a_school_in_works_for_two_others_already() throws Exception {
    try (Lab lab = open("tenant-in")) {
      assertThat(lab.alt().status().schools()).containsExactly("0001");
      assertThat(lab.neu().status().schools()).containsExactly("0101", "0102");
      assertThat(lab.neu().login("sys", lab.newSysPassword())).isEqualTo(200);
      Map<String, Object> plan = plan(lab);
      assertThat(plan).containsEntry("scope", "ALL").containsEntry("sourceServesOthers", false);
      assertThat((Map<?, ?>) plan.get("target")).extracting("inUse").isEqualTo(true);
    }
  }

  @Test
  void a_school_goes_from_h2_into_postgresql_and_disturbs_nobody() throws Exception {
    try (Lab lab = open("tenant-in")) {
      lab.alt().stop();
      lab.neu().stop();
      Rows school = rows(lab.alt(), List.of("0001"));
      Rows before = rows(lab.neu());
      Path file = backup(lab.alt(), "0001");
      assertThat(lab.neu().dbctl("restore", "--datei", file.toString()).exitCode()).isZero();
      assertThat(rows(lab.neu(), List.of("0001"))).isEqualTo(school);
      assertThat(before.missingIn(rows(lab.neu()))).isEmpty();
      assertThat(lab.neu().dbctl("delete", "--schule", "0001").exitCode()).isZero();
      assertThat(rows(lab.neu(), List.of("0001")).count()).isZero();
      assertThat(before.missingIn(rows(lab.neu()))).isEmpty();
    }
  }

  @Test
  void one_school_of_three_is_to_leave() throws Exception {
    try (Lab lab = open("tenant-out")) {
      assertThat(lab.alt().status().schools()).containsExactly("0001", "0002", "0003");
      Map<String, Object> plan = plan(lab);
      assertThat(plan).containsEntry("scope", "SOME").containsEntry("sourceServesOthers", true);
      assertThat((List<?>) plan.get("schools")).hasSize(1);
      assertThat((Map<?, ?>) plan.get("target")).extracting("variant").isEqualTo("SCHOOL");
      assertThat(lab.neu().installation()).doesNotExist();
    }
  }

  private Lab open(String route) {
    return Lab.open(folder.resolve(route), LabOptions.route(route).withPupils(30));
  }

  private static Map<String, Object> plan(Lab lab) {
    return lab.plan(Instant.now(), Instant.now().plusSeconds(3600), Period.ofDays(1));
  }

  private Path backup(LabMachine machine, String school) throws Exception {
    LabMachine.Answer made =
        machine.dbctl("backup", "--schule", school, "--verzeichnis", folder.toString());
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
}
