package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.lab.LabMachine;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.lab.LabVariant;
import de.asvumzug.support.Rows;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Rule I9 between two servers that both work for other schools: one school was to move from the one
 * to the other, and the move is given up when its data are there already.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("soak")
class AbortedTenantMoveIT {
  private PlayedMove played;
  private Rows source;
  private Rows target;
  private int lockedLogin;
  private int othersLogin;
  private List<Integer> loginsAfterEarlyAbort;
  private boolean arrived;

  @BeforeAll
  void play() throws Exception {
    played =
        PlayedMove.open(
            "aborted-tenant",
            LabOptions.route("tenant-out")
                .withVariants(LabVariant.ENTERPRISE, LabVariant.ENTERPRISE)
                .withPupils(60)
                .withTargetSchools(2));
    source = rows(alt());
    target = rows(neu());
    giveUpBeforeAnythingWasDone();
    giveUpAfterTheRestore();
  }

  private void giveUpBeforeAnythingWasDone() throws Exception {
    played.move().plan();
    played.playUntil(() -> played.elements("STEP_ENDED").contains("announceStart"));
    assertThat(played.move().abort("Termin doch nicht möglich").statusCode()).isEqualTo(202);
    played.playUntil(() -> played.move().state().equals("ABORTED"));
    loginsAfterEarlyAbort =
        List.of(
            alt().login("admin0001", played.lab().oldSchoolPassword()),
            alt().login("admin0002", played.lab().oldSchoolPassword()),
            neu().login("admin0101", played.lab().oldSchoolPassword()));
    played = played.next();
  }

  private void giveUpAfterTheRestore() throws Exception {
    played.move().plan();
    played.playUntil(() -> played.elements("STEP_ENDED").contains("confirmOriginalLogin"));
    lockedLogin = alt().login("admin0001", played.lab().oldSchoolPassword());
    othersLogin = alt().login("admin0002", played.lab().oldSchoolPassword());
    arrived = count(neu(), "0001") > 0;
    assertThat(played.move().abort("Noten fehlen").statusCode()).isEqualTo(202);
    played.playUntil(() -> played.move().state().equals("ABORTED"));
  }

  @AfterAll
  void end() throws Exception {
    if (played != null) {
      played.close();
    }
  }

  @Test
  void the_school_had_arrived_and_only_it_was_locked_at_the_old_server() {
    assertThat(arrived).isTrue();
    assertThat(lockedLogin).isEqualTo(403);
    assertThat(othersLogin).isEqualTo(200);
  }

  @Test
  void a_move_that_is_given_up_before_the_cutover_leaves_both_servers_working() {
    assertThat(loginsAfterEarlyAbort).containsExactly(200, 200, 200);
  }

  @Test
  void the_school_works_at_the_old_server_again_and_only_there() throws Exception {
    assertThat(alt().login("admin0001", played.lab().oldSchoolPassword())).isEqualTo(200);
    assertThat(neu().login("admin0001", played.lab().oldSchoolPassword())).isEqualTo(401);
    assertThat(count(neu(), "0001")).isZero();
  }

  @Test
  void no_row_of_the_old_server_has_changed() throws Exception {
    assertThat(rows(alt())).isEqualTo(source);
  }

  @Test
  void no_row_that_was_on_the_new_server_is_lost() throws Exception {
    assertThat(target.missingIn(rows(neu()))).isEmpty();
  }

  @Test
  void both_servers_work_for_the_schools_that_they_had() throws Exception {
    assertThat(alt().login("admin0002", played.lab().oldSchoolPassword())).isEqualTo(200);
    assertThat(neu().login("sys", played.lab().newSysPassword())).isEqualTo(200);
  }

  @Test
  void the_services_start_with_the_machines_as_before() throws Exception {
    for (LabMachine machine : List.of(alt(), neu())) {
      for (String unit : List.of(LabMachine.SERVER, LabMachine.UPDATE_SERVICE)) {
        assertThat(machine.systemctl("is-enabled", unit).output())
            .as(machine.name() + " " + unit)
            .isEqualTo("enabled");
      }
    }
  }

  private LabMachine alt() {
    return played.lab().alt();
  }

  private LabMachine neu() {
    return played.lab().neu();
  }

  private static Rows rows(LabMachine machine) throws Exception {
    try (Connection database = machine.database()) {
      return Rows.of(database);
    }
  }

  private static long count(LabMachine machine, String school) throws Exception {
    try (Connection database = machine.database()) {
      return Rows.of(database, List.of(school)).count();
    }
  }
}
