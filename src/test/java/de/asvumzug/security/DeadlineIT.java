package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.Window;
import de.asvumzug.support.Browser;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * By when a task must be done: list, form and mail tell the same; the window begins in five days.
 */
class DeadlineIT extends DoorsTestBase {
  private static final Instant START =
      Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofDays(5));
  private static final Instant DUE = START.minus(Duration.ofDays(1));

  @Autowired private Migrations migrations;
  @Autowired private JdbcTemplate jdbc;
  private Task task;

  @BeforeEach
  void ask_a_school() {
    if (migrations.find(TwoMoves.NORTH).isEmpty()) {
      migrations.insert(
          TwoMoves.north().withWindow(new Window(START, START.plus(Duration.ofHours(12)))),
          "technik");
    }
    engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "doors",
            TwoMoves.NORTH,
            Map.of("migrationId", TwoMoves.NORTH, "schools", List.of("0001")));
    task = taskOf("schule-0001");
  }

  @Test
  void the_engines_task_has_it() {
    assertThat(task.getDueDate().toInstant()).isEqualTo(DUE);
  }

  @Test
  void the_mail_tells_it() {
    String mail =
        jdbc.queryForObject(
            "select body_text from umzug.mail where body_text like ? ",
            String.class,
            "%/aufgaben/" + task.getId() + "%");

    assertThat(mail).contains("Bitte erledigen: bis " + GermanFormat.full(DUE));
  }

  @Test
  void form_and_list_tell_it_with_the_move_and_whom_to_ask() {
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("schule-0001", PASSWORD);
      Browser.openTasklist(page);
      Browser.takeTask(page, "Termin abstimmen");

      assertThat(page.locator(".asv-form")).containsText("bis " + GermanFormat.full(DUE));
      assertThat(page.locator(".asv-form")).containsText("Technik: technik@birkenhain.example");
      assertThat(page.locator("ol.tasks-list > li")).containsText("Fällig");
      assertThat(page.locator("ol.tasks-list > li")).containsText(TwoMoves.NORTH);
      assertThat(page.locator("ol.tasks-list > li")).containsText("0001");
      Browser.keep(page, "bis-wann");
    }
  }
}
