package de.asvumzug.web.progress;

import de.asvumzug.plan.Route;
import de.asvumzug.plan.RouteDecision.Answer;
import de.asvumzug.plan.Window;
import de.asvumzug.web.move.StepStanding;
import de.asvumzug.web.move.StepView;
import de.asvumzug.web.progress.ElapsedTimes.Elapsed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A move on a Friday evening; each of its stages mostly takes an hour. */
final class ProgressFixture {
  static final Instant START = Instant.parse("2026-12-04T17:00:00Z");
  static final Window WINDOW = new Window(START, START.plus(Duration.ofHours(12)));
  static final Answer FULL = new Answer(Route.FULL, true, false, false, "");

  /** 50 minutes to an hour and a half. */
  static final ElapsedTimes AN_HOUR_EACH =
      element ->
          Optional.of(
              new Elapsed(
                  Duration.ofMinutes(50), Duration.ofMinutes(60), Duration.ofMinutes(90), 4));

  static final ElapsedTimes NOTHING_KNOWN = element -> Optional.empty();

  private ProgressFixture() {}

  static Instant at(int minutes) {
    return START.plus(Duration.ofMinutes(minutes));
  }

  /**
   * @param begin in minutes from the window's beginning
   * @param end null while it runs
   */
  static StepView step(String element, int begin, Integer end) {
    return step(element, begin, end, end == null ? StepView.State.RUNNING : StepView.State.ENDED);
  }

  static StepView step(String element, int begin, Integer end, StepView.State state) {
    return new StepView(
        "asv-migration",
        element,
        element,
        "callActivity",
        null,
        state,
        at(begin),
        end == null ? null : at(end),
        null,
        0,
        null,
        null,
        end == null ? StepStanding.RUNNING : StepStanding.ENDED);
  }
}
