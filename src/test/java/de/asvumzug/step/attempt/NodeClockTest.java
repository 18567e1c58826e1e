package de.asvumzug.step.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.support.OwnTables;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes on one database; the clock of one is turned. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeClockTest {
  private final JdbcClient database = JdbcClient.create(OwnTables.fresh());

  @BeforeEach
  void forget() {
    database.sql("delete from umzug.node").update();
  }

  @Test
  void a_clock_that_is_right_is_nothing_to_talk_about() {
    NodeClock clock = clock("eins", Duration.ZERO);

    clock.look();

    assertThat(clock.health().getStatus()).isEqualTo(Status.UP);
    assertThat(clock.ahead().abs()).isLessThan(Duration.ofSeconds(2));
    assertThat(clock.warnings()).isEmpty();
  }

  @ParameterizedTest(name = "{0} s: {1}")
  @CsvSource({"90, vor", "-90, nach", "3, vor"})
  void a_clock_that_is_wrong_is_said_with_the_direction(int seconds, String direction) {
    NodeClock clock = clock("zwei", Duration.ofSeconds(seconds));

    clock.look();

    assertThat(clock.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(clock.health().getDetails().get("Hinweis"))
        .asString()
        .contains(direction, "Zeitsynchronisation");
  }

  @Test
  void the_other_node_says_so_too() {
    NodeClock right = clock("eins", Duration.ZERO);
    NodeClock wrong = clock("zwei", Duration.ofSeconds(90));

    right.look();
    wrong.look();

    assertThat(right.warnings()).singleElement().asString().contains("des Knotens zwei", "vor");
  }

  @Test
  void a_clock_that_was_set_right_is_not_talked_about_any_more() {
    clock("zwei", Duration.ofSeconds(90)).look();
    NodeClock mended = clock("zwei", Duration.ZERO);

    mended.look();

    assertThat(mended.warnings()).isEmpty();
  }

  @Test
  void a_node_that_has_not_looked_for_long_is_not_talked_about() {
    NodeClock clock = clock("zwei", Duration.ofSeconds(90));
    clock.look();

    database.sql("update umzug.node set looked_at = now() - interval '1 hour'").update();

    assertThat(clock.warnings()).isEmpty();
  }

  private NodeClock clock(String node, Duration ahead) {
    return new NodeClock(
        database,
        new ClockSettings(Duration.ofSeconds(2), Duration.ofMinutes(1)),
        node,
        Clock.offset(Clock.systemUTC(), ahead));
  }
}
