package de.asvumzug.trail;

import de.asvumzug.trail.chain.TrailReach;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says in the log at the start how far the trail is secured, and at {@code /actuator/health}
 * (trail: DOWN) what was changed or has vanished.
 */
@Component("trail")
class AuditTrailHealth implements HealthIndicator {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrailHealth.class);

  private final TrailBookMonitor book;
  private final TrailReach reach;

  AuditTrailHealth(TrailBookMonitor book, TrailReach reach) {
    this.book = book;
    this.reach = reach;
  }

  @EventListener(ApplicationReadyEvent.class)
  void sayHowFarItReaches() {
    reach.warnings().forEach(warning -> LOG.warn("{}", warning));
    book.look();
  }

  @Override
  public Health health() {
    List<String> faults = book.faults();
    Health.Builder health = faults.isEmpty() ? Health.up() : Health.down();
    return health.withDetail("Befunde", faults).withDetail("Reichweite", reach.notes()).build();
  }
}
