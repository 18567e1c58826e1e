package de.asvumzug.web.plan;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.Mode;
import de.asvumzug.plan.intake.PlanReader;
import de.asvumzug.security.DoorsTestBase;
import de.asvumzug.support.Browser;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Somebody who has never seen a plan's file plans a move, with the keyboard alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class NewMoveBrowserIT extends DoorsTestBase {
  /** More controls than the form has. */
  private static final int MOST_CONTROLS = 150;

  private static final LocalDate DAY = LocalDate.now().plusDays(25);

  @Autowired private Migrations migrations;
  private Browser browser;

  @BeforeAll
  void open_browser() {
    browser = new Browser("http://localhost:" + port);
  }

  @AfterEach
  void close_windows() {
    browser.closeWindows();
    for (ProcessInstance move :
        engine
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processDefinitionKey("asv-migration")
            .list()) {
      end(move.getId());
    }
  }

  @AfterAll
  void close_browser() {
    browser.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 320})
  void a_move_is_planned_by_the_form_alone_with_the_keyboard(int width) {
    Page page = browser.logIn("technik", PASSWORD);
    page.setViewportSize(width, 900);
    page.navigate("/");
    press(page, "Neuer Umzug");
    page.waitForURL("**/umzuege/neu");
    seenWithoutScrolling(page, "neu-leer-" + width);

    fillIn(page);
    press(page, "Weitere Schule");
    assertThat(page.locator("#f-schools-1-number")).isVisible();
    assertThat(page.locator("#f-schools-1-number")).isFocused();
    type(page, "f-schools-1-number", "0003");
    type(page, "f-schools-1-name", "Mittelschule Lindenau");
    press(page, "Prüfen und Weg ansehen");

    Locator alert = page.getByRole(AriaRole.ALERT);
    assertThat(alert).containsText("Schule 2, E-Mail");
    assertThat(alert).containsText("Ende: ");
    seenWithoutScrolling(page, "neu-falsch-" + width);
    press(page, "Schule 2, E-Mail");
    assertThat(page.locator("#f-schools-1-mail")).isFocused();
    page.keyboard().type("lindenau@schule.example");
    time(page, "f-window-end", DAY.plusDays(1), "02:00");
    press(page, "Prüfen und Weg ansehen");

    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .hasText("Neuer Umzug: Vorschau");
    assertThat(page.locator("main")).containsText("0003 Mittelschule Lindenau");
    assertThat(page.locator("main")).containsText("Der ganze Server zieht auf einmal um");
    assertThat(page.locator(".hand").first()).isVisible();
    seenWithoutScrolling(page, "neu-vorschau-" + width);
    press(page, "Umzug anlegen");
    page.waitForURL(Pattern.compile(".*/umzuege/U-\\d{4}-\\d{4}"));
    seenWithoutScrolling(page, "neu-angelegt-" + width);

    String id = page.url().substring(page.url().lastIndexOf('/') + 1);
    Migration plan = migrations.get(id);
    assertThat(plan.title()).isEqualTo("Umzug Lindenau");
    assertThat(plan.schoolNumbers()).containsExactly("0002", "0003");
    assertThat(plan.options().installServer()).isEqualTo(Mode.MANUAL);
    assertThat(plan.options().updateService()).isTrue();
    assertThat(plan.window().start())
        .isEqualTo(
            LocalDateTime.of(DAY, java.time.LocalTime.of(16, 0))
                .atZone(PlanReader.ZONE)
                .toInstant());
  }

  @Test
  void what_is_typed_is_downloaded_as_a_file() throws Exception {
    Page page = browser.logIn("technik", PASSWORD);
    page.navigate("/umzuege/neu");
    page.getByLabel("Name des Umzugs").fill("Nur ein Entwurf");

    Download file =
        page.waitForDownload(
            () ->
                page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Als YAML herunterladen"))
                    .click());

    assertThat(file.suggestedFilename()).isEqualTo("umzugsplan.yaml");
    assertThat(Files.readString(file.path())).contains("title: \"Nur ein Entwurf\"");
    assertThat(page.getByLabel("Name des Umzugs")).hasValue("Nur ein Entwurf");
  }

  private void fillIn(Page page) {
    type(page, "f-title", "Umzug Lindenau");
    choose(page, "f-scope", "alle");
    for (String side : new String[] {"source", "target"}) {
      boolean old = side.equals("source");
      choose(page, "f-" + side + "-machine", old ? "sued-alt" : "sued-neu");
      choose(page, "f-" + side + "-variant", "ASV-Server E");
      type(page, "f-" + side + "-version", old ? "2.13.480" : "2.14.12");
      type(page, "f-" + side + "-directory", "/opt/asv");
      type(page, "f-" + side + "-address", old ? "alt.example" : "neu.example");
      type(page, "f-" + side + "-database-version", old ? "14" : "15");
    }
    type(page, "f-packages-installer", "/opt/pakete/installer.zip");
    type(page, "f-packages-updateInstaller", "/opt/pakete/update.zip");
    type(page, "f-packages-certificate", "/opt/pakete/server.p12");
    type(page, "f-packages-certificatePinSecret", "sued-pin");
    type(page, "f-schools-0-number", "0002");
    type(page, "f-schools-0-name", "Grundschule Lindenau");
    type(page, "f-schools-0-mail", "gs@schule.example");
    time(page, "f-window-start", DAY, "16:00");
    choose(page, "f-options-installServer", "von");
  }

  /** Goes on by the tabulator until the element has the focus. */
  private static void reach(Page page, String condition) {
    for (int control = 0; control < MOST_CONTROLS; control++) {
      page.keyboard().press("Tab");
      if ((boolean) page.evaluate("document.activeElement && (" + condition + ")")) {
        return;
      }
    }
    throw new AssertionError("not reached by the keyboard: " + condition);
  }

  private static void type(Page page, String id, String text) {
    reach(page, "document.activeElement.id === '" + id + "'");
    page.keyboard().type(text);
  }

  private static void choose(Page page, String id, String beginning) {
    reach(page, "document.activeElement.id === '" + id + "'");
    page.keyboard().type(beginning);
  }

  private static void time(Page page, String id, LocalDate day, String clock) {
    reach(page, "document.activeElement.id === '" + id + "'");
    // In which order the parts are typed depends on the computer, not on the page.
    page.locator("#" + id).fill(day + "T" + clock);
  }

  private static void press(Page page, String name) {
    reach(page, "document.activeElement.textContent.trim() === '" + name + "'");
    page.keyboard().press("Enter");
    page.waitForLoadState();
  }

  /** Nothing is wider than the window; kept as a picture, light and dark. */
  private static void seenWithoutScrolling(Page page, String name) {
    int wide = (int) page.evaluate("document.documentElement.scrollWidth");
    assertThat(wide).as(name).isLessThanOrEqualTo(page.viewportSize().width);
    Browser.keep(page, name);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    Browser.keep(page, name + "-dunkel");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }
}
