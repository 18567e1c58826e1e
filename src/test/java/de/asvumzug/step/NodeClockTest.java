package de.asvumzug.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A node whose clock is wrong says so; the database's clock is what all nodes share. */
public class NodeClockTest {
  private final JdbcClient database =
      JdbcClient.create(
          DataSourceBuilder.create().url("jdbc:h2:mem:clock;MODE=PostgreSQL").build());

  @Test
  void a_clock_that_is_right_is_nothing_to_talk_about() {
    NodeClock clock = clock(Duration.ZERO);

    clock.look();

    assertThat(clock.health().getStatus()).isEqualTo(Status.UP);
    assertThat(clock.ahead().abs()).isLessThan(Duration.ofSeconds(2));
  }

  @ParameterizedTest(name = "{0} s: {1}")
  @CsvSource({"90, vor", "-90, nach", "3, vor"})
  void a_clock_that_is_wrong_is_said_with_the_direction(int seconds, String direction) {
    NodeClock clock = clock(Duration.ofSeconds(seconds));

    clock.look();

    assertThat(clock.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(clock.health().getDetails().get("Hinweis"))
        .asString()
        .contains(direction, "Zeitsynchronisation");
  }

  private NodeClock clock(Duration ahead) {
    // The name of PostgreSQL's function, where H2 knows another one.
    database
        .sql(
            "create alias if not exists clock_timestamp for \"de.asvumzug.step.NodeClockTest.now\"")
        .update();
    return new NodeClock(
        database,
        new ClockSettings(Duration.ofSeconds(2), Duration.ofMinutes(1)),
        Clock.offset(Clock.systemUTC(), ahead));
  }

  public static java.sql.Timestamp now() {
    return java.sql.Timestamp.from(java.time.Instant.now());
  }
}
