package de.asvumzug.web;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.web.move.MoveHead;
import de.asvumzug.web.move.MoveState;
import de.asvumzug.web.move.StepStanding;
import de.asvumzug.web.move.StepView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which server is to work follows from the steps that start and stop servers. */
class MoveHeadTest {

  @ParameterizedTest
  @CsvSource({
    "RUNNING, '', der alte Server",
    "RUNNING, stopSource, keiner; die Server stehen für die Umstellung still",
    "RUNNING, stopSource stopTarget, keiner; die Server stehen für die Umstellung still",
    "RUNNING, stopSource stopTarget startTarget*, keiner; der neue wird gestartet",
    "RUNNING, stopSource stopTarget startTarget, der neue Server",
    "ROLLING_BACK, stopSource startTarget stopTarget, keiner; die Server stehen für die Umstellung still",
    "ROLLING_BACK, stopSource startTarget stopTarget startSource, der alte Server",
    "ABORTED, stopSource startSource, der alte Server",
    "DONE, stopSource startTarget, der neue Server"
  })
  void names_the_server_that_is_to_work(MoveState state, String steps, String server) {
    assertThat(MoveHead.server(state, views(steps))).isEqualTo(server);
  }

  /** In the order in which they began; a star marks one that still runs. */
  private static List<StepView> views(String steps) {
    List<StepView> views = new ArrayList<>();
    for (String step : steps.isEmpty() ? new String[0] : steps.split(" ")) {
      boolean runs = step.endsWith("*");
      Instant at = Instant.EPOCH.plusSeconds(views.size());
      views.add(
          new StepView(
              "m",
              step.replace("*", ""),
              step,
              "serviceTask",
              null,
              runs ? StepView.State.RUNNING : StepView.State.ENDED,
              at,
              runs ? null : at,
              null,
              1,
              null,
              null,
              runs ? StepStanding.RUNNING : StepStanding.ENDED));
    }
    return views;
  }
}
