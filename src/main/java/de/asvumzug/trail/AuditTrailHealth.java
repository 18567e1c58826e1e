package de.asvumzug.trail;

import de.asvumzug.trail.chain.TrailReach;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks at the book of all trails at the start and every few minutes, and says in the log and at
 * {@code /actuator/health} (trail: DOWN) what was changed or has vanished; and at the start how far
 * the trail is secured at all.
 */
@Component("trail")
class AuditTrailHealth implements HealthIndicator {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrailHealth.class);

  private final TrailReader reader;
  private final TrailReach reach;
  private volatile List<String> faults = List.of();

  AuditTrailHealth(TrailReader reader, TrailReach reach) {
    this.reader = reader;
    this.reach = reach;
  }

  @EventListener(ApplicationReadyEvent.class)
  void sayHowFarItReaches() {
    reach.warnings().forEach(warning -> LOG.warn("{}", warning));
    look();
  }

  @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT5M")
  void look() {
    List<String> found = reader.faultsOfBook();
    if (!found.equals(faults)) {
      found.forEach(fault -> LOG.error("{}", fault));
    }
    faults = found;
  }

  @Override
  public Health health() {
    Health.Builder health = faults.isEmpty() ? Health.up() : Health.down();
    return health.withDetail("Befunde", faults).withDetail("Reichweite", reach.notes()).build();
  }
}
