package de.asvumzug.support;

import de.asvumzug.AsvUmzugApplication;
import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** Starts the product with an engine whose clock, by which timers and locks run, is wrong. */
final class TurnedClock {
  private static final String AHEAD = "lab.clock.ahead.millis";

  private TurnedClock() {}

  static List<String> options(Duration ahead) {
    return ahead.isZero() ? List.of() : List.of("-D" + AHEAD + "=" + ahead.toMillis());
  }

  public static void main(String[] arguments) {
    long ahead = Long.getLong(AHEAD, 0);
    if (ahead != 0) {
      ClockUtil.offset(ahead);
    }
    AsvUmzugApplication.main(arguments);
  }
}
