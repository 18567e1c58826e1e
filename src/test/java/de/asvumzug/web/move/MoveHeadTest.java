package de.asvumzug.web.move;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.web.move.MoveOutlook.Outlook;
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
    "RUNNING, backup/stopSource, keiner; die Server stehen für die Umstellung still",
    "RUNNING, backup/stopSource restore-full/stopTarget, keiner; die Server stehen für die Umstellung still",
    "RUNNING, backup/stopSource go-live/startTarget*, keiner; der neue wird gestartet",
    "RUNNING, backup/stopSource go-live/startTarget, der neue Server",
    "RUNNING, backup/stopSource install/startTarget, keiner; die Server stehen für die Umstellung still",
    "RUNNING, backup/stopSource backup/lockTenantOnSource backup/startSource, keiner; die Schulen sind auf dem alten Server gesperrt",
    "RUNNING, backup/lockTenantOnSource restore-tenants/stopTarget, keiner; die Schulen sind auf dem alten Server gesperrt",
    "ROLLING_BACK, backup/lockTenantOnSource rollback/startTarget rollback/unlockTenantOnSource, der alte Server",
    "ROLLING_BACK, backup/stopSource go-live/startTarget rollback/stopTarget, keiner; die Server stehen für die Umstellung still",
    "ROLLING_BACK, backup/stopSource rollback/stopTarget rollback/startSource*, keiner; der alte wird gestartet",
    "ROLLING_BACK, backup/stopSource rollback/stopTarget rollback/startSource, der alte Server",
    "ABORTED, backup/stopSource rollback/startSource, der alte Server",
    "DONE, backup/stopSource go-live/startTarget, der neue Server"
  })
  void names_the_server_that_is_to_work(MoveState state, String steps, String server) {
    assertThat(MoveHead.working(state, views(steps)).label()).isEqualTo(server);
  }

  @ParameterizedTest
  @CsvSource({
    "TROUBLE, backup/stopSource, gibt es eine Störung",
    "ROLLING_BACK, backup/stopSource, wird abgebrochen",
    "TROUBLE, '',",
    "RUNNING, backup/stopSource,",
    "ROLLING_BACK, backup/stopSource rollback/startSource,"
  })
  void schools_that_cannot_work_read_why(MoveState state, String steps, String notice) {
    MoveHead head = MoveHead.forSchool(state, views(steps), Outlook.NONE);

    if (notice == null) {
      assertThat(head.notice()).isNull();
    } else {
      assertThat(head.notice()).contains(notice, "Bitte arbeiten Sie nicht mit ASV");
    }
  }

  /** Model and element in the order in which they began; a star marks one that still runs. */
  private static List<StepView> views(String steps) {
    List<StepView> views = new ArrayList<>();
    for (String step : steps.isEmpty() ? new String[0] : steps.split(" ")) {
      boolean runs = step.endsWith("*");
      Instant at = Instant.EPOCH.plusSeconds(views.size());
      views.add(
          new StepView(
              step.replaceAll("/.*", ""),
              step.replaceAll(".*/|[*]", ""),
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
