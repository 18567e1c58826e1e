package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import de.asvumzug.check.tenant.Gap;
import de.asvumzug.check.tenant.GapRepository;
import de.asvumzug.support.Browser;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A school's part of a move on its own pages, in the real models and in a browser. */
class SchoolsOwnWayIT extends SchoolMoveTestBase {
  private static final String SCHOOL = "schule-0001";

  @Autowired private GapRepository gaps;

  private String started;

  @AfterEach
  void forgetTheStart() {
    if (started != null) {
      engine.getRepositoryService().deleteDeployment(started, true);
      started = null;
    }
  }

  /** As if the new server had been started: what is entered there would be lost by an abort. */
  private void newServerWorks() {
    started =
        engine
            .getRepositoryService()
            .createDeployment()
            .addModelInstance(
                "started.bpmn",
                Bpmn.createExecutableProcess("go-live")
                    .camundaHistoryTimeToLive(1)
                    .startEvent()
                    .manualTask("startTarget")
                    .endEvent()
                    .done())
            .deploy()
            .getId();
    engine.getRuntimeService().startProcessInstanceByKey("go-live", move.id());
  }

  private void otherSchoolsAgree() {
    for (Task task :
        engine.getTaskService().createTaskQuery().taskDefinitionKey("agreeSchedule").list()) {
      String school = (String) engine.getTaskService().getVariable(task.getId(), "schoolNumber");
      if (!school.equals("0001")) {
        engine.getTaskService().setAssignee(task.getId(), "schule-" + school);
        engine.getTaskService().complete(task.getId(), Map.of("agreed", true));
      }
    }
  }

  @Test
  void a_school_plays_its_part_of_a_move_without_the_tasklist() {
    start("prepare", "readyToAgree");
    otherSchoolsAgree();
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn(SCHOOL, DoorsTestBase.PASSWORD);
      page.navigate("/schule");
      follow(page, "Termin abstimmen");
      seen(page, "aufgabe-termin");
      page.getByLabel("Ja, der Termin passt").check();
      send(page);
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("Ja, der Termin passt");
      assertThat(page.getByRole(AriaRole.STATUS)).isFocused();
      assertThat(page.getByText("Am Tag vorher bekommen Sie noch eine.")).isVisible();
      seen(page, "danke-termin");

      follow(page, "Berichte exportieren");
      seen(page, "aufgabe-berichte");
      page.getByLabel("Alle eigenen Berichte sind exportiert").check();
      send(page);
      assertThat(page.getByText("Im Augenblick haben Sie nichts weiter zu tun.")).isVisible();
      page.getByText("Zu unserem Umzug").click();
      assertThat(page.locator(".getan")).hasCount(2);
      assertThat(page.locator(".offen")).hasCount(0);

      gaps.replace(
          move.id(),
          "0001",
          List.of(new Gap("0001", "own-reports", "Eigene Berichte", List.of("Elternbrief"), 1)));
      newServerWorks();
      start("finish", "readyForSchools");
      page.navigate("/schule");
      assertThat(page.locator(".stand")).hasText("Nur zum Prüfen");
      seen(page, "schule-pruefen");
      follow(page, "Anwendungsdaten aktualisieren");
      assertThat(page.locator(".warnung")).containsText("Bitte noch nichts in ASV eingeben");
      page.getByLabel("Ja", new Page.GetByLabelOptions().setExact(true)).check();
      send(page);
      follow(page, "Daten prüfen");
      assertThat(page.locator(".warnung")).containsText("Bitte noch nichts in ASV eingeben");
      seen(page, "aufgabe-pruefen");
      page.getByLabel("Ja, alles ist da").check();
      send(page);
      follow(page, "Daten nachpflegen");
      assertThat(page.locator(".warnung")).containsText("nur die genannten Punkte");
      seen(page, "aufgabe-nachpflegen");
      page.getByLabel("Ja, alles ist nachgepflegt").check();
      send(page);
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("Eigene Berichte");
      assertThat(page.getByRole(AriaRole.ALERT)).isFocused();
      seen(page, "aufgabe-abgelehnt");
      page.getByLabel("Eigene Berichte (1)").check();
      send(page);
      page.getByText("Zu unserem Umzug").click();
      assertThat(page.locator(".offen")).hasCount(0);
      assertThat(page.locator(".getan")).hasCount(5);
      seen(page, "schule-erledigt");
    }
    assertThat(
            jdbc.queryForObject(
                "select count(*) from umzug.school_answer where fine and person = ?",
                Long.class,
                SCHOOL))
        .isEqualTo(3);
  }

  @Test
  void a_no_is_typed_and_sent_by_the_keyboard_alone() {
    start("prepare", "readyToAgree");
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn(SCHOOL, DoorsTestBase.PASSWORD);
      page.navigate("/schule");
      tabTo(page, page.getByRole(AriaRole.LINK, named("Termin abstimmen")));
      page.keyboard().press("Enter");
      tabTo(page, page.getByLabel("Ja, der Termin passt"));
      page.keyboard().press("ArrowDown");
      assertThat(page.getByLabel("Nein, bitte ein anderer Termin")).isChecked();
      tabTo(page, page.getByLabel("Bemerkung"));
      page.keyboard().type("In dieser Woche sind Zeugniskonferenzen.");
      tabTo(page, page.getByRole(AriaRole.BUTTON, buttonNamed("Antwort abschicken")));
      page.keyboard().press("Enter");

      assertThat(page.getByRole(AriaRole.STATUS)).isFocused();
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("Zeugniskonferenzen");
      assertThat(page.getByText("sucht einen Termin, der allen passt")).isVisible();
    }
  }

  @Test
  void what_was_typed_outlives_a_session_that_has_ended() {
    start("prepare", "readyToAgree");
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn(SCHOOL, DoorsTestBase.PASSWORD);
      page.navigate("/schule");
      follow(page, "Termin abstimmen");
      page.getByLabel("Nein, bitte ein anderer Termin").check();
      page.getByLabel("Bemerkung").fill("Da sind Ferien.");
      page.context().clearCookies();
      send(page);
      page.getByLabel("Anmeldename").fill(SCHOOL);
      page.getByLabel("Kennwort").fill(DoorsTestBase.PASSWORD);
      page.getByRole(AriaRole.BUTTON, buttonNamed("Anmelden")).click();

      assertThat(page.getByText("Abgeschickt ist es noch nicht.")).isVisible();
      assertThat(page.getByLabel("Nein, bitte ein anderer Termin")).isChecked();
      assertThat(page.getByLabel("Bemerkung")).hasValue("Da sind Ferien.");
      seen(page, "aufgabe-wieder-da");
      send(page);
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("Da sind Ferien.");
      assertThat(page.getByRole(AriaRole.STATUS)).isFocused();
      assertThat(page.evaluate("Object.keys(localStorage).join()")).isEqualTo("");
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Page.GetByRoleOptions buttonNamed(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static void follow(Page page, String task) {
    page.getByRole(AriaRole.LINK, named(task)).click();
    assertThat(page).hasURL(Pattern.compile(".*/schule/aufgaben/.*"));
  }

  private static void send(Page page) {
    page.getByRole(AriaRole.BUTTON, buttonNamed("Antwort abschicken")).click();
  }

  private static void tabTo(Page page, Locator wanted) {
    for (int i = 0; i < 40; i++) {
      page.keyboard().press("Tab");
      if ((boolean) wanted.evaluate("node => node === document.activeElement")) {
        return;
      }
    }
    throw new AssertionError("not reached by the keyboard: " + wanted);
  }

  /** At both widths, light and dark; no page is wider than a telephone. */
  private static void seen(Page page, String name) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (int width : List.of(320, 1280)) {
        page.setViewportSize(width, 900);
        Browser.keep(
            page, name + "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
        assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
            .as("width of %s", name)
            .isLessThanOrEqualTo(width);
      }
    }
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }
}
