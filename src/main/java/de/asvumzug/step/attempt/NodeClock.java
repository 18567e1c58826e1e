package de.asvumzug.step.attempt;

import de.asvumzug.step.WorkerSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 * or take another node's step. Says so in the log, at {@code /actuator/health} (nodeClock: DOWN)
 * and on the control pages of all nodes.
 */
@Component("nodeClock")
public class NodeClock implements HealthIndicator {
  private static final Logger LOG = LoggerFactory.getLogger(NodeClock.class);

  private final JdbcClient database;
  private final ClockSettings settings;
  private final String node;
  private final Clock clock;
  private volatile Duration ahead = Duration.ZERO;

  @Autowired
  NodeClock(JdbcClient database, ClockSettings settings, WorkerSettings worker) {
    this(database, settings, nameOf(worker), Clock.systemUTC());
  }

  NodeClock(JdbcClient database, ClockSettings settings, String node, Clock clock) {
    this.database = database;
    this.settings = settings;
    this.node = node;
    this.clock = clock;
  }

  private static String nameOf(WorkerSettings worker) {
    if (!worker.worker().isBlank()) {
      return worker.worker();
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "asv-umzug";
    }
  }

  @Scheduled(fixedDelayString = "${asv.clock.every:1m}")
  void look() {
    Instant before = clock.instant();
    Instant there =
        database.sql("select clock_timestamp() as now").query(Timestamp.class).single().toInstant();
    Instant after = clock.instant();
    Instant here = before.plus(Duration.between(before, after).dividedBy(2));
    ahead = Duration.between(there, here);
    if (isWrong(ahead)) {
      LOG.error("{}", text(node, ahead));
    }
    database
        .sql(
            """
            insert into umzug.node (name, clock_ahead_ms, looked_at) values (?, ?, clock_timestamp())
            on conflict (name) do update
               set clock_ahead_ms = excluded.clock_ahead_ms, looked_at = excluded.looked_at
            """)
        .params(node, ahead.toMillis())
        .update();
  }

  /** In German, a sentence for each node whose clock was wrong when it last looked. */
  public List<String> warnings() {
    return database
        .sql(
            """
            select name, clock_ahead_ms from umzug.node
             where looked_at > clock_timestamp() - ? * interval '1 millisecond' order by name
            """)
        .param(settings.every().multipliedBy(3).toMillis())
        .query(
            (row, number) ->
                new Found(row.getString("name"), Duration.ofMillis(row.getLong("clock_ahead_ms"))))
        .list()
        .stream()
        .filter(found -> isWrong(found.ahead()))
        .map(found -> text(found.node(), found.ahead()))
        .toList();
  }

  private record Found(String node, Duration ahead) {}

  /** Positive if this node's clock is ahead of the database's. */
  Duration ahead() {
    return ahead;
  }

  private boolean isWrong(Duration difference) {
    return difference.abs().compareTo(settings.warnBeyond()) > 0;
  }

  private static String text(String node, Duration ahead) {
    return """
    Die Uhr des Knotens %s geht gegenüber der Datenbank um %s s %s. \
    Bitte die Zeitsynchronisation (NTP) auf beiden Maschinen prüfen; Termine und Sperren \
    richten sich danach."""
        .formatted(node, ahead.abs().toMillis() / 1000.0, ahead.isNegative() ? "nach" : "vor");
  }

  @Override
  public Health health() {
    return isWrong(ahead)
        ? Health.down().withDetail("Hinweis", text(node, ahead)).build()
        : Health.up().withDetail("Abweichung", ahead.toString()).build();
  }
}
