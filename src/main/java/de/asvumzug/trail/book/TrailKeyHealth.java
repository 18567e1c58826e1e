package de.asvumzug.trail.book;

import de.asvumzug.trail.key.TrailKeyProblem;
import de.asvumzug.trail.key.TrailKeys;
import java.util.List;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether the key that the trail is sealed with still lies where this node reads it: a node goes on
 * with what it has read, but does not start again without it.
 */
@Component("trailKey")
class TrailKeyHealth implements HealthIndicator {
  private final TrailKeys keys;
  private final TrailBookRepository book;

  TrailKeyHealth(TrailKeys keys, TrailBookRepository book) {
    this.keys = keys;
    this.book = book;
  }

  @Override
  public Health health() {
    String id = book.last().map(entry -> entry.keyId()).orElse(null);
    if (id == null) {
      return Health.unknown().withDetail("Hinweis", "Das Buch der Protokolle ist leer.").build();
    }
    try {
      if (keys.file(id).isEmpty()) {
        return missing("Die Datei des Schlüssels %s fehlt in %s.".formatted(id, keys.directory()));
      }
    } catch (TrailKeyProblem e) {
      return missing(e.getMessage());
    }
    List<String> open = keys.readableByOthers();
    return Health.up().withDetail("Schlüssel", id).withDetail("Hinweise", open).build();
  }

  private static Health missing(String seen) {
    return Health.down()
        .withDetail(
            "Hinweis",
            seen + " Bitte aus der Sicherung zurücklegen; ohne sie startet der Knoten nicht mehr.")
        .build();
  }
}
