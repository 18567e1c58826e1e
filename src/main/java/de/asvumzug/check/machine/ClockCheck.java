package de.asvumzug.check.machine;

import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.common.GermanFormat;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The machine's clock agrees with this application's: protocol and freshness of backups lean on it.
 */
@Component
@Order(20)
public class ClockCheck implements PreflightCheck {
  private final CheckSettings settings;
  private final Clock clock;

  @Autowired
  public ClockCheck(CheckSettings settings) {
    this(settings, Clock.systemUTC());
  }

  public ClockCheck(CheckSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String title() {
    return "Uhrzeit";
  }

  @Override
  public boolean mayBeOverruled() {
    return true; // times on the trail differ; each machine's backups are timed by its own clock
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException {
    Instant before = clock.instant();
    Instant there = context.site().host().clock();
    Instant after = clock.instant();
    // The answer was given somewhere between question and arrival; the rest is deviation.
    Duration deviation =
        there.isBefore(before)
            ? Duration.between(there, before)
            : there.isAfter(after) ? Duration.between(after, there) : Duration.ZERO;
    String reading = "Abweichung " + GermanFormat.seconds(deviation);
    String limit = "höchstens " + GermanFormat.seconds(settings.clockTolerance());
    return List.of(
        deviation.compareTo(settings.clockTolerance()) <= 0
            ? Finding.ok(title(), reading, limit)
            : Finding.blocking(
                    title(), reading, limit, "Bitte die Uhr mit einem Zeitserver (NTP) abgleichen.")
                .mayBeOverruled("Die Uhr geht falsch", wholeMinutes(deviation)));
  }

  /** Rounded up: a clock that drifts on by a second says nothing new. */
  private static int wholeMinutes(Duration deviation) {
    return (int) Math.min(Integer.MAX_VALUE, deviation.toMinutes() + 1);
  }
}
