package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.lab.LabOptions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One school leaves a regional-central server that goes on for two others. */
@Tag("long")
class TenantOutMoveIT extends RouteMoveTests {
  private boolean oldServerUp;
  private int movedSchoolsLogin;
  private int otherSchoolsLogin;

  TenantOutMoveIT() {
    super("tenant-out", LabOptions.route("tenant-out"));
  }

  @Override
  void duringMove(PlayedMove move) throws Exception {
    move.playUntil(() -> move.elements("STEP_ENDED").contains("restoreTenant"));
    oldServerUp = alt().isServerUp();
    movedSchoolsLogin = alt().login("admin0001", lab().oldSchoolPassword());
    otherSchoolsLogin = alt().login("admin0002", lab().oldSchoolPassword());
  }

  @Test
  void the_old_server_works_for_the_others_while_the_school_is_restored_elsewhere() {
    assertThat(oldServerUp).isTrue();
    assertThat(otherSchoolsLogin).isEqualTo(200);
  }

  @Test
  void nobody_of_the_moved_school_gets_into_the_old_server_any_more() throws Exception {
    assertThat(movedSchoolsLogin).isEqualTo(403);
    assertThat(alt().login("admin0001", lab().oldSchoolPassword())).isEqualTo(401);
  }

  @Test
  void the_others_are_without_their_server_for_less_than_two_minutes() throws Exception {
    Duration down = Duration.between(first("stopSource"), first("startSource"));
    assertThat(down).isPositive().isLessThan(Duration.ofMinutes(2));
  }

  @Test
  void the_operator_deleted_the_school_only_after_the_acceptance() throws Exception {
    assertThat(played().deciders("deleteTenantOnSource")).containsExactly("betreiber");
    assertThat(first("acceptMigration")).isBefore(first("checkTenantDeleted"));
  }

  private Instant first(String element) throws Exception {
    return played().trail("STEP_ENDED").stream()
        .filter(line -> line.get("element").asText().equals(element))
        .map(line -> Instant.parse(line.get("at").asText()))
        .findFirst()
        .orElseThrow();
  }
}
