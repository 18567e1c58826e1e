package de.asvumzug.web.metrics;

import de.asvumzug.notify.MailPump;
import java.time.Duration;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * The outbox and who empties it; no mail is sent for it. A mail server that is down delays nothing
 * but the mail, so the whole counts only that nobody sends any more.
 */
@Component("outboxHealthIndicator")
class MailHealth implements HealthIndicator {
  static final Status DELAYED = new Status("DELAYED", "Mails warten länger als üblich");

  private static final Duration USUAL = Duration.ofMinutes(15);

  private final MailPump pump;
  private final WorkMeters meters;

  MailHealth(MailPump pump, WorkMeters meters) {
    this.pump = pump;
    this.meters = meters;
  }

  @Override
  public Health health() {
    Health.Builder health = pump.isRunning() ? Health.up() : Health.down();
    meters.latest().ifPresent(figures -> tell(figures, health));
    return health.build();
  }

  private void tell(WorkFigures figures, Health.Builder health) {
    if (pump.isRunning() && figures.oldestMail() > USUAL.toSeconds()) {
      health.status(DELAYED);
    }
    health
        .withDetail("wartend", figures.waitingMails())
        .withDetail("gescheitert", figures.failedMails())
        .withDetail("ältesteWartetSekunden", Math.round(figures.oldestMail()))
        .withDetail("Stand", figures.at().toString());
  }
}
