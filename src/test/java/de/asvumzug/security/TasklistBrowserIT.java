package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.OverrulingRepository;
import de.asvumzug.security.DoorsFixture.Notebook;
import de.asvumzug.support.Browser;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A school and a technician at work, as they see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class TasklistBrowserIT extends DoorsTestBase {
  @Autowired private Notebook notebook;
  @Autowired private DoorsFixture.Checked checked;
  @Autowired private OverrulingRepository overrulings;
  private Browser browser;

  @BeforeAll
  void openBrowser() {
    browser = new Browser("http://localhost:" + port);
  }

  @BeforeEach
  void clearNotebook() {
    notebook.lines().clear();
  }

  @AfterEach
  void closeWindows() {
    browser.closeWindows();
  }

  @AfterAll
  void closeBrowser() {
    browser.close();
  }

  @Test
  void a_school_agrees_to_the_window_in_german() {
    askSchools("0001", "0002");
    Page page = browser.logIn("schule-0001", PASSWORD);
    page.locator("ol.tasks-list > li").first().waitFor();
    assertThat(page.locator("ol.tasks-list > li")).hasCount(1);
    Browser.keep(page, "tasklist-schule");
    Browser.takeTask(page, "Termin abstimmen");
    assertThat(page.locator(".asv-form")).containsText("Freitag, 18. Dezember 2026, 17:00 Uhr");
    assertThat(Browser.completeButton(page)).isDisabled();
    page.getByLabel("Passt der Termin?").selectOption("true");
    Browser.keep(page, "termin-abstimmen");
    Browser.completeButton(page).click();
    assertThat(page.locator("ol.tasks-list > li")).hasCount(0);
    assertThat(notebook.lines()).containsExactly(DoorsFixture.MOVE + "|0001|schule-0001|true|");
  }

  @Test
  void a_no_asks_for_words_before_it_can_be_sent() {
    askSchools("0001");
    Page page = browser.logIn("schule-0001", PASSWORD);
    Browser.takeTask(page, "Termin abstimmen");
    page.getByLabel("Passt der Termin?").selectOption("false");
    assertThat(page.getByText("Bitte füllen Sie dieses Feld aus.")).isVisible();
    assertThat(Browser.completeButton(page)).isDisabled();
    Browser.keep(page, "termin-ablehnen");
    page.getByLabel("Bemerkung").fill("In dieser Woche sind Zeugniskonferenzen.");
    Browser.completeButton(page).click();
    assertThat(page.locator("ol.tasks-list > li")).hasCount(0);
    assertThat(notebook.lines())
        .containsExactly(
            DoorsFixture.MOVE + "|0001|schule-0001|false|In dieser Woche sind Zeugniskonferenzen.");
  }

  @Test
  void a_school_checks_its_numbers() {
    waitingAt("recheckData");
    Page page = browser.logIn("schule-0001", PASSWORD);
    Browser.takeTask(page, "Daten prüfen");
    assertThat(page.locator(".asv-form table")).containsText("verschieden");
    Browser.keep(page, "daten-pruefen");
    page.getByLabel("Sind Ihre Daten vollständig?").selectOption("true");
    Browser.completeButton(page).click();
    assertThat(page.locator("ol.tasks-list > li")).hasCount(0);
  }

  @Test
  void a_refusal_of_the_server_is_shown_in_german() {
    waitingAt("proposeSchedule");
    Page page = browser.logIn("technik", PASSWORD);
    Browser.openTasklist(page);
    Browser.takeTask(page, "Neuen Termin vorschlagen");
    page.getByLabel("Neuer Beginn").fill("2031-01-10T18:00");
    page.getByLabel("Neues Ende").fill("2031-01-10T12:00");
    Browser.completeButton(page).click();
    assertThat(page.locator("[data-asv-trouble]"))
        .hasText("Der neue Beginn liegt mehr als zwei Jahre voraus. Bitte prüfen.");
    assertThat(page.locator(".page-notifications")).not().containsText("ENGINE");
    Browser.keep(page, "termin-abgewiesen");
  }

  @Test
  void a_proposed_window_arrives_as_dates() {
    var task = waitingAt("proposeSchedule");
    Page page = browser.logIn("technik", PASSWORD);
    Browser.openTasklist(page);
    Browser.takeTask(page, "Neuen Termin vorschlagen");
    String day = java.time.LocalDate.now().plusDays(30).toString();
    page.getByLabel("Neuer Beginn").fill(day + "T18:00");
    page.getByLabel("Neues Ende").fill(day + "T23:30");
    Browser.completeButton(page).click();
    page.locator("ol.tasks-list > li", new Page.LocatorOptions().setHasText("Störung bearbeiten"))
        .waitFor();
    java.util.Date start =
        (java.util.Date)
            engine.getRuntimeService().getVariable(task.getProcessInstanceId(), "proposedStart");
    assertThat(start.toInstant())
        .isEqualTo(
            java.time.LocalDateTime.parse(day + "T18:00")
                .atZone(java.time.ZoneId.of("Europe/Berlin"))
                .toInstant());
  }

  @ParameterizedTest
  @ValueSource(strings = {"America/New_York", "Asia/Tokyo"})
  void a_window_means_the_same_on_a_computer_of_another_zone(String zone) {
    var task = waitingAt("proposeSchedule");
    Page page = browser.logInFrom(zone, "technik", PASSWORD);
    Browser.openTasklist(page);
    Browser.takeTask(page, "Neuen Termin vorschlagen");
    String day = java.time.LocalDate.now().plusDays(30).toString();
    page.getByLabel("Neuer Beginn").fill(day + "T18:00");
    page.getByLabel("Neues Ende").fill(day + "T23:30");
    Browser.completeButton(page).click();
    page.locator("ol.tasks-list > li", new Page.LocatorOptions().setHasText("Störung bearbeiten"))
        .waitFor();
    assertThat(variable(task, "proposedStart")).isEqualTo(inBavaria(day + "T18:00"));
    assertThat(variable(task, "proposedEnd")).isEqualTo(inBavaria(day + "T23:30"));
  }

  @Test
  void texts_show_bavarian_time_on_a_computer_of_another_zone() {
    askSchools("0001");
    Page page = browser.logInFrom("Asia/Tokyo", "schule-0001", PASSWORD);
    Browser.takeTask(page, "Termin abstimmen");
    assertThat(page.locator(".asv-form")).containsText("Freitag, 18. Dezember 2026, 17:00 Uhr");
  }

  @Test
  void the_list_of_tasks_tells_when_one_came_up_in_bavarian_time() {
    var task = waitingAt("confirmPreparation");
    Page page = browser.logInFrom("Asia/Tokyo", "technik", PASSWORD);
    Browser.openTasklist(page);
    page.locator("ol.tasks-list > li .creation-date span").first().hover();
    assertThat(page.locator(".tooltip-inner"))
        .containsText(
            java.time.format.DateTimeFormatter.ofPattern(
                    "EEEE, d. MMMM yyyy 'um' HH:mm", java.util.Locale.GERMANY)
                .format(
                    task.getCreateTime().toInstant().atZone(java.time.ZoneId.of("Europe/Berlin"))));
  }

  @Test
  void times_that_do_not_exist_or_come_twice_are_refused_in_the_form() {
    waitingAt("proposeSchedule");
    Page page = browser.logInFrom("America/New_York", "technik", PASSWORD);
    Browser.openTasklist(page);
    Browser.takeTask(page, "Neuen Termin vorschlagen");
    page.getByLabel("Neues Ende").fill("2031-01-10T12:00");

    page.getByLabel("Neuer Beginn").fill("2027-03-28T02:30");
    Browser.completeButton(page).click();
    assertThat(page.locator("[data-asv-trouble]"))
        .containsText("28.03.2027, 02:30 Uhr gibt es nicht");
    page.getByLabel("Neuer Beginn").fill("2027-10-31T02:30");
    Browser.completeButton(page).click();
    assertThat(page.locator("[data-asv-trouble]"))
        .containsText("31.10.2027, 02:30 Uhr gibt es zweimal");

    // left out in New York alone: the browser must not correct it
    String night = springNightOfNewYork().toString();
    page.getByLabel("Neuer Beginn").fill(night + "T02:30");
    page.getByLabel("Neues Ende").fill(night + "T01:30");
    Browser.completeButton(page).click();
    assertThat(page.locator("[data-asv-trouble]"))
        .hasText("Das neue Ende muss nach dem neuen Beginn liegen.");
  }

  private static java.time.LocalDate springNightOfNewYork() {
    return java.time.ZoneId.of("America/New_York")
        .getRules()
        .nextTransition(
            java.time.Instant.parse(java.time.Year.now().getValue() + "-12-31T00:00:00Z"))
        .getDateTimeBefore()
        .toLocalDate();
  }

  private java.time.Instant variable(org.camunda.bpm.engine.task.Task task, String name) {
    java.util.Date value =
        (java.util.Date) engine.getRuntimeService().getVariable(task.getProcessInstanceId(), name);
    return value.toInstant();
  }

  private static java.time.Instant inBavaria(String time) {
    return java.time.LocalDateTime.parse(time)
        .atZone(java.time.ZoneId.of("Europe/Berlin"))
        .toInstant();
  }

  @Test
  void open_clients_are_answered_one_by_one() {
    var task = waitingAt("confirmOpenClients");
    Page page = browser.logIn("technik", PASSWORD);
    Browser.openTasklist(page);
    Browser.takeTask(page, "Offene Clients bestätigen");
    assertThat(page.locator("[data-asv-item]")).hasCount(2);
    assertThat(page.locator(".asv-form pre")).containsText("server.url=");
    assertThat(page.getByText("<b>Lehrerzimmer</b>")).isVisible();
    page.getByLabel("Rektorat", new Page.GetByLabelOptions().setExact(true)).selectOption("later");
    page.getByLabel("Warum wird Rektorat später umgestellt?").fill("Gerät ist ausgeliehen");
    page.getByLabel("Zu jedem offenen Client").check();
    Browser.completeButton(page).click();
    assertThat(page.locator("[data-asv-trouble]")).containsText("Lehrerzimmer");
    Browser.keep(page, "clients-abgewiesen");
    page.getByLabel("<b>Lehrerzimmer</b>", new Page.GetByLabelOptions().setExact(true))
        .selectOption("done");
    Browser.keep(page, "clients-offen");
    Browser.completeButton(page).click();
    page.locator("ol.tasks-list > li", new Page.LocatorOptions().setHasText("Offene Clients"))
        .waitFor(
            new Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
    org.assertj.core.api.Assertions.assertThat(
            engine.getTaskService().createTaskQuery().taskId(task.getId()).count())
        .isZero();
  }

  @Test
  void a_finding_is_overruled_in_the_form_by_two_persons() {
    checked.source =
        List.of(
            Finding.blocking("Freier Speicherplatz", "3 GB frei", "4 GB", "Platz schaffen")
                .mayBeOverruled());
    String instance =
        engine
            .getRuntimeService()
            .createProcessInstanceByKey("check-machines")
            .businessKey(DoorsFixture.MOVE)
            .setVariables(Map.of("migrationId", DoorsFixture.MOVE, "openFindings", 1))
            .startBeforeActivity("resolveFindings")
            .execute()
            .getId();
    try {
      Page page = browser.logIn("technik", PASSWORD);
      Browser.openTasklist(page);
      Browser.takeTask(page, "Befunde beheben");
      Locator word = page.getByLabel("Zur Bestätigung");
      assertThat(word).isVisible();
      page.getByLabel(
              "Alter Server: Freier Speicherplatz", new Page.GetByLabelOptions().setExact(true))
          .selectOption("overrule");
      page.getByLabel("Warum darf der Umzug trotz").fill("Die Platte wird nachts getauscht");
      page.getByLabel("Die Befunde sind behoben").check();
      page.getByLabel("Was wurde getan?").fill("Nichts weiter");
      Browser.completeButton(page).click();
      assertThat(page.locator("[data-asv-trouble]")).containsText("das Wort „überstimmen“");
      word.fill("überstimmen");
      Browser.keep(page, "befund-ueberstimmen");
      Browser.completeButton(page).click();
      page.locator(
              "ol.tasks-list > li", new Page.LocatorOptions().setHasText("Überstimmen bestätigen"))
          .waitFor();

      Page second = browser.logIn("technik2", PASSWORD);
      Browser.openTasklist(second);
      Browser.takeTask(second, "Überstimmen bestätigen");
      assertThat(second.locator(".asv-form")).containsText("Die Platte wird nachts getauscht");
      second.getByLabel("Dürfen diese Befunde überstimmt werden?").selectOption("true");
      Browser.completeButton(second).click();
      Locator password = second.getByLabel("Ihr Kennwort, noch einmal");
      password.fill("Falsches-Kennwort-1");
      Browser.completeButton(second).click();
      assertThat(second.locator("[data-asv-trouble]")).containsText("Das Kennwort ist falsch");
      password.fill(PASSWORD);
      Browser.keep(second, "ueberstimmen-bestaetigen");
      Browser.completeButton(second).click();
      second
          .locator(
              "ol.tasks-list > li", new Page.LocatorOptions().setHasText("Überstimmen bestätigen"))
          .waitFor(
              new Locator.WaitForOptions()
                  .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
      org.assertj.core.api.Assertions.assertThat(overrulings.all(DoorsFixture.MOVE))
          .last()
          .satisfies(
              one ->
                  org.assertj.core.api.Assertions.assertThat(one.decidedBy())
                      .isEqualTo("technik2"));
    } finally {
      checked.source = List.of();
      end(instance);
    }
  }

  @Test
  void the_complete_button_is_in_sight_on_a_small_screen() {
    waitingAt("confirmPreparation");
    Page page = browser.logIn("technik", PASSWORD);
    page.setViewportSize(1280, 800);
    Browser.openTasklist(page);
    Browser.takeTask(page, "Vorarbeiten bestätigen");
    assertThat(page.locator("[data-asv-ready]")).isVisible();
    Browser.keep(page, "vorarbeiten-1280x800");
    assertThat(Browser.completeButton(page)).isInViewport();
  }

  @Test
  void an_incident_shows_what_is_safe() {
    waitingAt("handleIncident");
    Page page = browser.logIn("technik", PASSWORD);
    Browser.openTasklist(page);
    Browser.takeTask(page, "Störung bearbeiten");
    assertThat(page.locator(".asv-form")).containsText("Der alte Server bleibt bis zur Abnahme");
    Browser.keep(page, "stoerung-bearbeiten");
  }

  @Test
  void a_dead_machine_is_stated_confirmed_and_explained_in_forms_that_say_what_counts() {
    Page page = browser.logIn("technik", PASSWORD);
    // Offered only while the move is on its way back.
    inModel(
        "rollback",
        "confirmSourceLogin",
        Map.of(),
        () ->
            inModel(
                "incident",
                "handleIncident",
                Map.of("failedElement", "stopTarget", "failedSchool", "", "incidentId", "none"),
                () -> {
                  Browser.openTasklist(page);
                  Browser.takeTask(page, "Störung bearbeiten");
                  page.getByLabel("Wie geht es weiter?").selectOption("outOfUse");
                  Locator how =
                      page.getByLabel("Wie ist sichergestellt, dass die Maschine aus ist");
                  assertThat(how).isVisible();
                  how.scrollIntoViewIfNeeded();
                  Browser.keep(page, "maschine-ausser-betrieb");
                }));
    inModel(
        "out-of-use",
        "confirmOutOfUse",
        Map.of("decidedBy", "technik2", "howOff", "power", "reason", "Netzteil defekt"),
        () -> {
          Browser.openTasklist(page);
          Browser.takeTask(page, "Maschine außer Betrieb bestätigen");
          assertThat(page.locator(".asv-form")).containsText("Netzteil defekt");
          Browser.keep(page, "maschine-ausser-betrieb-bestaetigen");
        });
    inModel(
        "machine-returned",
        "explainReturn",
        Map.of(),
        () -> {
          Browser.openTasklist(page);
          Browser.takeTask(page, "Rückkehr der Maschine klären");
          assertThat(page.getByLabel("Warum ist die Maschine wieder da")).isVisible();
          Browser.keep(page, "rueckkehr-der-maschine");
        });
    inModel(
        "clear-remains",
        "clearRemains",
        Map.of("remains", 1),
        () -> {
          Browser.openTasklist(page);
          Browser.takeTask(page, "Reste des Umzugs räumen");
          assertThat(page.getByLabel("Was soll mit den Resten geschehen?")).isVisible();
          Browser.keep(page, "reste-raeumen");
        });
  }

  /** While a task of a real model waits. */
  private void inModel(String model, String element, Map<String, Object> variables, Runnable look) {
    Map<String, Object> all = new java.util.HashMap<>(variables);
    all.put("migrationId", DoorsFixture.MOVE);
    String instance =
        engine
            .getRuntimeService()
            .createProcessInstanceByKey(model)
            .businessKey(DoorsFixture.MOVE)
            .setVariables(all)
            .startBeforeActivity(element)
            .execute()
            .getId();
    try {
      look.run();
    } finally {
      engine
          .getRuntimeService()
          .deleteProcessInstanceIfExists(instance, "end of test", false, true, false, false);
    }
  }

  @Test
  void the_tasklist_is_german_and_shows_no_vendor_notice() {
    askSchools("0001");
    Page page = browser.logIn("schule-0001", PASSWORD);
    page.locator("ol.tasks-list > li").first().waitFor();
    assertThat(page).hasTitle("ASV-Umzug – Aufgaben");
    assertThat(page.locator(".ce-eol-banner")).isHidden();
    Locator header = page.locator(".navbar-header, [cam-widget-header]").first();
    assertThat(header).containsText("ASV-Umzug");
    assertThat(page.getByText("Aufgaben meiner Gruppen").first()).isVisible();
  }

  @Test
  void logging_out_in_the_tasklist_leads_to_our_login_page() {
    Page page = browser.logIn("schule-0001", PASSWORD);
    page.locator("ol.tasks-list, .tasks-list").first().waitFor();
    page.locator(".account .dropdown-toggle").click();
    page.getByText("Abmelden").click();
    page.waitForURL(Pattern.compile(".*/login.*"));
    Browser.keep(page, "abgemeldet");
    page.navigate("/camunda/app/tasklist/default/");
    page.waitForURL(Pattern.compile(".*/login.*"));
  }

  @Test
  void camundas_own_login_route_leads_to_ours() {
    Page page = browser.window();
    page.navigate("/camunda/app/tasklist/default/#/login");
    assertThat(page.getByLabel("Kennwort")).isVisible();
    Browser.keep(page, "anmelden");
    page.getByLabel("Anmeldename").fill("schule-0002");
    page.getByLabel("Kennwort").fill("falsch");
    page.locator("button").click();
    assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
        .containsText("Die Anmeldung hat nicht geklappt.");
    Browser.keep(page, "anmelden-fehler");
  }

  @Test
  void every_web_application_is_german() {
    for (String app : List.of("cockpit", "admin", "welcome")) {
      Page page = browser.logIn("admin", PASSWORD);
      page.navigate("/camunda/app/" + app + "/default/");
      page.locator("[cam-widget-header] .navbar-brand").waitFor();
      assertThat(page).hasTitle(Pattern.compile("ASV-Umzug – .*"));
      Browser.keep(page, app);
    }
  }
}
