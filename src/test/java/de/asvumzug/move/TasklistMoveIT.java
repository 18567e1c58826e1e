package de.asvumzug.move;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.support.Browser;
import de.asvumzug.support.ChildApplication;
import de.asvumzug.support.Move;
import de.asvumzug.support.Person;
import de.asvumzug.support.TrainingGround;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A school secretary's part of a real move, done in the browser; everybody else is played. */
@Tag("long")
class TasklistMoveIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String SCHOOL = "schule-0001";

  @Test
  void a_school_agrees_to_the_window_and_checks_its_data_in_german() throws Exception {
    Path folder = Path.of("target", "tasklist").toAbsolutePath();
    Files.createDirectories(folder);
    try (TrainingGround ground =
            TrainingGround.start(
                folder, TrainingGround.Kind.SCHOOL, LabOptions.defaults().withPupils(90));
        ChildApplication application =
            ChildApplication.start(ground, folder.resolve("application.log"));
        Browser browser = new Browser(application.base().toString())) {
      Move move = new Move(ground, application::base);
      move.players().leave(SCHOOL, "agreeSchedule");
      move.players().leave(SCHOOL, "recheckData");
      move.plan();
      Person secretary = new Person(application.base(), SCHOOL, ground.passwords().get(SCHOOL));
      Page page = browser.logIn(SCHOOL, ground.passwords().get(SCHOOL));

      move.playUntil(() -> waits(secretary, "agreeSchedule"), LIMIT, (m, done) -> {});
      agree(page);
      move.playUntil(() -> waits(secretary, "recheckData"), LIMIT, (m, done) -> {});
      check(page);
      move.playUntil(() -> move.state().equals("DONE"), LIMIT, (m, done) -> {});

      assertThat(decisions(move, "agreeSchedule", SCHOOL)).isEqualTo(1);
      assertThat(decisions(move, "recheckData", SCHOOL)).isEqualTo(1);
    }
  }

  private static void agree(Page page) {
    Browser.openTasklist(page);
    page.reload(); // as people do
    page.locator("ol.tasks-list > li").first().waitFor();
    assertThat(page.locator("ol.tasks-list > li")).hasCount(1);
    assertThat(page.getByText("Aufgaben meiner Gruppen").first()).isVisible();
    assertThat(page.locator(".ce-eol-banner")).isHidden();
    Browser.takeTask(page, "Termin abstimmen");
    assertThat(page.locator(".asv-form")).containsText("In dieser Zeit kann niemand mit ASV");
    page.getByLabel("Passt der Termin?").selectOption("true");
    Browser.keep(page, "move-agree-schedule");
    Browser.completeButton(page).click();
    assertThat(page.locator("ol.tasks-list > li")).hasCount(0);
  }

  private static void check(Page page) {
    Browser.openTasklist(page);
    Browser.takeTask(page, "Daten prüfen");
    assertThat(page.locator(".asv-form table")).containsText("Schülerinnen und Schüler");
    assertThat(page.locator(".asv-form table")).containsText("gleich");
    assertThat(page.locator(".asv-form table")).not().containsText("verschieden");
    assertThat(page.locator(".asv-form")).not().containsText("0002");
    page.getByLabel("Sind Ihre Daten vollständig?").selectOption("true");
    Browser.keep(page, "move-recheck-data");
    Browser.completeButton(page).click();
    assertThat(page.locator("ol.tasks-list > li")).hasCount(0);
  }

  private static boolean waits(Person person, String element) throws Exception {
    return person.tasks().stream().anyMatch(task -> task.element().equals(element));
  }

  private static long decisions(Move move, String element, String user) throws Exception {
    long count = 0;
    for (var line : move.read("/trail")) {
      if (line.get("kind").asText().equals("DECISION")
          && line.path("element").asText().equals(element)
          && line.get("actor").asText().equals(user)) {
        count++;
      }
    }
    return count;
  }
}
