package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.lab.Lab;
import de.asvumzug.lab.LabMachine;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.support.Promises;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What holds after every move by school backups, looked at from outside. The move is played once,
 * before the first test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RouteMoveTests {
  private final String name;
  private final LabOptions options;
  private PlayedMove played;
  private Map<String, Boolean> promises;
  private List<String> secrets;

  RouteMoveTests(String name, LabOptions options) {
    this.name = name;
    this.options = options.withPupils(60);
  }

  @BeforeAll
  void play() throws Exception {
    played = PlayedMove.open(name, options);
    secrets = new ArrayList<>(lab().secretValues());
    Promises before =
        Promises.before(
            lab(),
            changed(lab().plan(Instant.now(), Instant.now().plusSeconds(60), Duration.ofDays(1))));
    played.move().plan(this::changed);
    duringMove(played);
    played.playToTheEnd();
    secrets.addAll(lab().secretValues());
    promises = before.kept(played.move().read("/trail/verification"));
    afterMove(played);
  }

  /** The plan of the lab as this move needs it. */
  Map<String, Object> changed(Map<String, Object> plan) {
    return plan;
  }

  /** Looks at what can only be seen on the way. */
  void duringMove(PlayedMove move) throws Exception {}

  /** Looks at what can only be seen at once. */
  void afterMove(PlayedMove move) throws Exception {}

  @AfterAll
  void end() throws Exception {
    if (played != null) {
      played.close();
    }
  }

  PlayedMove played() {
    return played;
  }

  Lab lab() {
    return played.lab();
  }

  LabMachine alt() {
    return lab().alt();
  }

  LabMachine neu() {
    return lab().neu();
  }

  @Test
  void the_protocol_is_an_archive_that_can_be_checked_elsewhere() throws Exception {
    assertThat(ProtocolOfMove.of(played, name).firstPage())
        .contains("Abgeschlossener Umzug", "Abgenommen itm,");
  }

  @Test
  void every_promise_is_kept() {
    assertThat(promises).isNotEmpty().doesNotContainValue(false);
  }

  @Test
  void exactly_the_steps_of_the_route_were_carried_out() throws Exception {
    assertThat(StepsOfRoute.carriedOut(played.move().read("/trail")))
        .isEqualTo(StepsOfRoute.expected(name));
  }

  @Test
  void the_schools_people_log_in_at_the_new_server_as_before() throws Exception {
    assertThat(neu().login("admin0001", lab().oldSchoolPassword())).isEqualTo(200);
    assertThat(neu().login("gesperrt0001", lab().oldSchoolPassword())).isEqualTo(403);
  }

  @Test
  void the_school_accepted_by_name_what_its_backup_cannot_carry() throws Exception {
    assertThat(played.deciders("completeTenantData")).contains("schule-0001");
  }

  @Test
  void no_table_of_the_application_holds_a_secret() throws Exception {
    try (java.sql.Connection database = played.database()) {
      assertThat(new SecretSearch(secrets).in(database)).isEmpty();
    }
  }

  @Test
  void neither_log_nor_mails_hold_a_secret() throws Exception {
    SecretSearch search = new SecretSearch(secrets);
    assertThat(search.in(played.log())).as("log").isZero();
    assertThat(search.in(new Inbox(played.ground().mail()).everything())).as("mails").isZero();
  }
}
