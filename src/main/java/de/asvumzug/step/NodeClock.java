package de.asvumzug.step;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Compares this node's clock with the database's. Timers fall due and locks run out by the clock of
 * whichever node looks; a node that is wrong by more than a little would begin a window too early
 * or take another node's step. Says so in the log and at {@code /actuator/health} (nodeClock:
 * DOWN).
 */
@Component("nodeClock")
public class NodeClock implements HealthIndicator {
  private static final Logger LOG = LoggerFactory.getLogger(NodeClock.class);

  private final JdbcClient database;
  private final ClockSettings settings;
  private final Clock clock;
  private volatile Duration ahead = Duration.ZERO;

  @Autowired
  NodeClock(JdbcClient database, ClockSettings settings) {
    this(database, settings, Clock.systemUTC());
  }

  NodeClock(JdbcClient database, ClockSettings settings, Clock clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${asv.clock.every:1m}")
  void look() {
    Instant before = clock.instant();
    Instant there =
        database.sql("select clock_timestamp() as now").query(Timestamp.class).single().toInstant();
    Instant after = clock.instant();
    Instant here = before.plus(Duration.between(before, after).dividedBy(2));
    ahead = Duration.between(there, here);
    if (isWrong()) {
      LOG.error("{}", text());
    }
  }

  /** Positive if this node's clock is ahead of the database's. */
  Duration ahead() {
    return ahead;
  }

  private boolean isWrong() {
    return ahead.abs().compareTo(settings.warnBeyond()) > 0;
  }

  private String text() {
    return "Die Uhr dieses Knotens geht gegenüber der Datenbank um "
        + ahead.abs().toMillis() / 1000.0
        + " s "
        + (ahead.isNegative() ? "nach" : "vor")
        + ". Bitte die Zeitsynchronisation (NTP) auf beiden Maschinen prüfen; Termine und Sperren richten sich danach.";
  }

  @Override
  public Health health() {
    return isWrong()
        ? Health.down().withDetail("Hinweis", text()).build()
        : Health.up().withDetail("Abweichung", ahead.toString()).build();
  }
}
