package de.asvumzug.trail;

import de.asvumzug.common.GermanFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Checks the book of all trails every minute and remembers what was found, for those who cannot
 * wait for a check: with thousands of moves it takes a while.
 */
@Component
public class TrailBookMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(TrailBookMonitor.class);
  private static final Duration OLD = Duration.ofMinutes(5);

  private final TrailReader reader;
  private volatile Look last = new Look(List.of(), null);

  public TrailBookMonitor(TrailReader reader) {
    this.reader = reader;
  }

  private record Look(List<String> faults, Instant at) {}

  /** Looks now; a check that fails keeps what the one before has found. */
  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
  public void look() {
    List<String> found;
    try {
      found = List.copyOf(reader.faultsOfBook());
    } catch (RuntimeException e) {
      LOG.error("The book of all trails could not be checked; tried again in a minute", e);
      return;
    }
    if (!found.equals(last.faults())) {
      found.forEach(fault -> LOG.error("{}", fault));
    }
    last = new Look(found, Instant.now());
  }

  /** German: what the last check has found; empty if nothing. */
  public List<String> faults() {
    return last.faults();
  }

  /** The same, and that there has been no check for long. */
  public List<String> warnings(Instant now) {
    Look look = last;
    List<String> warnings = new ArrayList<>(look.faults());
    if (look.at() == null) {
      warnings.add("Das Buch der Protokolle ist seit dem Start noch nicht geprüft.");
    } else if (look.at().isBefore(now.minus(OLD))) {
      warnings.add(
          "Das Buch der Protokolle konnte zuletzt am %s geprüft werden."
              .formatted(GermanFormat.dayAndTime(look.at())));
    }
    return warnings;
  }
}
