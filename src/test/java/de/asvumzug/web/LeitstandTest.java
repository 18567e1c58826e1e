package de.asvumzug.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import de.asvumzug.plan.Route;
import de.asvumzug.plan.RouteDecision;
import de.asvumzug.plan.RouteDecision.Answer;
import de.asvumzug.step.output.JobLogRepository;
import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.trail.words.TypedWords;
import de.asvumzug.web.command.RetentionService;
import de.asvumzug.web.contact.ContactRows;
import de.asvumzug.web.diagram.MoveDiagram;
import de.asvumzug.web.diagram.MoveModels;
import de.asvumzug.web.joblog.PageJobLogs;
import de.asvumzug.web.language.Languages;
import de.asvumzug.web.language.PageLanguage;
import de.asvumzug.web.language.Words;
import de.asvumzug.web.leitstand.GermanTimes;
import de.asvumzug.web.leitstand.LeitstandController;
import de.asvumzug.web.leitstand.MovePage;
import de.asvumzug.web.leitstand.PageErrors;
import de.asvumzug.web.leitstand.PageProgress;
import de.asvumzug.web.leitstand.PageTimes;
import de.asvumzug.web.leitstand.TrailWords;
import de.asvumzug.web.move.MoveOutlook.Abort;
import de.asvumzug.web.move.MoveOutlook.Outlook;
import de.asvumzug.web.move.MoveState;
import de.asvumzug.web.move.MoveStatus;
import de.asvumzug.web.move.StepProgress;
import de.asvumzug.web.move.StepStanding;
import de.asvumzug.web.move.StepView;
import de.asvumzug.web.progress.ElapsedTimes;
import de.asvumzug.web.progress.MoveProgresses;
import de.asvumzug.web.proof.CopyRegister;
import de.asvumzug.web.proof.MoveProofs;
import de.asvumzug.web.proof.MoveProofs.MoveProof;
import de.asvumzug.web.trail.TrailSections;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** The control pages, rendered as in the application. */
public class LeitstandTest {
  private final WebFixture web = new WebFixture();
  private MockMvc pages;

  @BeforeEach
  void render() {
    pages = pages(web);
  }

  /** The pages of the fixture's moves. */
  static MockMvc pages(WebFixture web) {
    AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
    context.setServletContext(new MockServletContext());
    context.register(
        Pages.class,
        Languages.class,
        PageLanguage.class,
        Words.class,
        GermanTimes.class,
        PageTimes.class,
        PageProgress.class,
        TrailWords.class,
        PageJobLogs.class,
        MovePage.class,
        TrailSections.class,
        MoveDiagram.class,
        MoveProgresses.class,
        LeitstandController.class,
        PageErrors.class);
    context.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("proofs", proofs()));
    context.addBeanFactoryPostProcessor(
        beans -> {
          beans.registerSingleton("contacts", mock(ContactRows.class));
          beans.registerSingleton("copies", mock(CopyRegister.class));
          beans.registerSingleton("retention", mock(RetentionService.class));
        });
    context.addBeanFactoryPostProcessor(
        beans -> beans.registerSingleton("models", mock(MoveModels.class)));
    context.addBeanFactoryPostProcessor(
        beans ->
            beans.registerSingleton(
                "routes",
                (RouteDecision) question -> new Answer(Route.FULL, true, false, false, "")));
    context.addBeanFactoryPostProcessor(
        beans -> beans.registerSingleton("times", (ElapsedTimes) element -> Optional.empty()));
    context.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("moves", web.moves));
    context.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("desk", web.desk));
    context.addBeanFactoryPostProcessor(
        beans -> beans.registerSingleton("jobLogs", new JobLogRepository(web.store.jdbc)));
    context.refresh();
    return MockMvcBuilders.webAppContextSetup(context).build();
  }

  private static MoveProofs proofs() {
    MoveProofs proofs = mock(MoveProofs.class);
    when(proofs.of(any())).thenReturn(new MoveProof(List.of(), List.of(), List.of(), List.of()));
    return proofs;
  }

  /** Templates as Spring Boot sets them up. */
  @EnableWebMvc
  public static class Pages {

    @Bean
    public ThymeleafViewResolver views(ApplicationContext context) {
      SpringResourceTemplateResolver templates = new SpringResourceTemplateResolver();
      templates.setApplicationContext(context);
      templates.setPrefix("classpath:/templates/");
      templates.setSuffix(".html");
      templates.setCharacterEncoding("UTF-8");
      SpringTemplateEngine engine = new SpringTemplateEngine();
      engine.setTemplateResolver(templates);
      engine.setTemplateEngineMessageSource(context);
      ThymeleafViewResolver views = new ThymeleafViewResolver();
      views.setTemplateEngine(engine);
      views.setCharacterEncoding("UTF-8");
      return views;
    }
  }

  @Test
  void says_how_old_it_is() throws Exception {
    web.store.acceptGoodPlan();

    pages
        .perform(get("/umzuege/U-2026-0001").principal(WebFixture.ITM))
        .andExpect(
            content().string(matchesPattern("(?s).*Stand <time[^>]*>\\d\\d:\\d\\d:\\d\\d<.*")));
  }

  @Test
  void a_move_that_waits_for_people_does_not_say_that_it_runs() throws Exception {
    web.store.acceptGoodPlan();
    when(web.history.status("U-2026-0001"))
        .thenReturn(
            new MoveStatus(
                MoveState.RUNNING,
                "Vorarbeiten",
                Instant.parse("2026-11-22T12:00:00Z"),
                null,
                List.of("Schule 0002", "Technik")));

    pages
        .perform(get("/umzuege/U-2026-0001").principal(WebFixture.ITM))
        .andExpect(content().string(containsString(">wartet auf Schule 0002, Technik<")))
        .andExpect(content().string(not(containsString(">läuft<"))));
  }

  @Test
  void says_at_the_top_what_failed_and_which_server_is_to_work() throws Exception {
    web.store.acceptGoodPlan();
    web.failures.add(
        "„Datenbank sichern“ ist fehlgeschlagen: Platte voll. Die Aufgabe hat technik.");
    when(web.history.steps("U-2026-0001"))
        .thenReturn(List.of(step("stopSource", StepView.State.ENDED)));

    pages
        .perform(get("/umzuege/U-2026-0001").principal(WebFixture.TECHNIK))
        .andExpect(content().string(containsString("Platte voll. Die Aufgabe hat technik.")))
        .andExpect(content().string(containsString("keiner; die Server stehen")));
    pages
        .perform(get("/umzuege/U-2026-0001").principal(WebFixture.SCHOOL_1))
        .andExpect(content().string(not(containsString("Platte voll"))));
  }

  @Test
  void says_which_server_answered_who_gave_the_move_up_and_what_lies_where() throws Exception {
    web.store.acceptGoodPlan();
    web.outlook =
        new Outlook(
            "der alte Server",
            Instant.parse("2026-12-11T15:05:09Z"),
            Instant.parse("2026-12-12T15:05:00Z"),
            new Abort("technik2", "Schule <5b> kann nicht drucken"),
            new Table("Was noch wo liegt", List.of("Maschine"), List.of(List.of("alt-server"))));

    pages
        .perform(get("/umzuege/U-2026-0001").principal(WebFixture.TECHNIK))
        .andExpect(content().string(containsString("16:05:09")))
        .andExpect(content().string(containsString("<strong>der alte Server</strong>")))
        .andExpect(content().string(containsString("Sa., 12.12.2026, 16:05 Uhr")))
        .andExpect(content().string(containsString("von <strong>technik2</strong>")))
        .andExpect(content().string(containsString("Schule &lt;5b&gt; kann nicht drucken")))
        .andExpect(content().string(containsString("alt-server")));
    pages
        .perform(get("/umzuege/U-2026-0001").principal(WebFixture.SCHOOL_1))
        .andExpect(content().string(containsString("Sa., 12.12.2026, 16:05 Uhr")))
        .andExpect(content().string(containsString("kann nicht drucken")))
        .andExpect(content().string(not(containsString("technik2"))))
        .andExpect(content().string(not(containsString("16:05:09"))))
        .andExpect(content().string(not(containsString("alt-server"))));
  }

  @Test
  void says_whose_turn_it_is_since_when_and_how_to_reach_them() throws Exception {
    web.store.acceptGoodPlan();
    when(web.history.steps("U-2026-0001"))
        .thenReturn(
            List.of(
                step("stopSource", StepView.State.ENDED),
                open("Daten prüfen", StepStanding.waitingFor("Schule 0001")),
                open("Datenbank sichern", StepStanding.RUNNING),
                open("Anmeldung prüfen", StepStanding.waitingFor("Technik (technik2)")),
                open("Misslungenes", StepStanding.FAILED)));

    pages
        .perform(get("/umzuege/U-2026-0001").principal(WebFixture.TECHNIK))
        .andExpect(
            content()
                .string(
                    matchesPattern(
                        "(?s).*Wer ist dran.*<strong>Schule 0001</strong>: <span>Daten prüfen</span>,"
                            + " seit <span>Fr., 11.12.2026, 16:05 Uhr</span> \\(.*"
                            + "<strong>das System</strong>: <span>Datenbank sichern</span>.*"
                            + "<strong>Technik \\(technik2\\)</strong>.*")))
        .andExpect(
            content()
                .string(
                    not(matchesPattern("(?s).*Wer ist dran(?:(?!</section>).)*Misslungenes.*"))));
  }

  private static StepView open(String name, StepStanding standing) {
    return new StepView(
        "finish",
        "element",
        name,
        "userTask",
        null,
        StepView.State.RUNNING,
        Instant.parse("2026-12-11T15:05:00Z"),
        null,
        null,
        0,
        null,
        null,
        standing);
  }

  @Test
  void shows_staff_what_the_schools_answered_in_their_words() throws Exception {
    String id = web.store.acceptGoodPlan().id();
    web.store.answers.record(id, "0001", "recheckData", "schule-1", false, "Klasse <5b> fehlt");

    pages
        .perform(get("/umzuege/" + id).principal(WebFixture.ITM))
        .andExpect(content().string(containsString("Klasse &lt;5b&gt; fehlt")));
    pages
        .perform(get("/umzuege/" + id).principal(WebFixture.SCHOOL_1))
        .andExpect(content().string(not(containsString("Antworten der Schulen"))));
  }

  private static StepView step(String element, StepView.State state) {
    Instant at = Instant.parse("2026-12-11T15:05:00Z");
    return new StepView(
        "backup",
        element,
        element,
        "serviceTask",
        null,
        state,
        at,
        state == StepView.State.ENDED ? at : null,
        null,
        1,
        "DONE",
        null,
        StepStanding.ENDED);
  }

  @Test
  void shows_one_move_with_steps_progress_and_trail_and_never_as_markup() throws Exception {
    web.store.acceptGoodPlan();
    when(web.history.steps("U-2026-0001"))
        .thenReturn(
            List.of(
                new StepView(
                    "backup",
                    "backupDatabase",
                    "Datenbank sichern",
                    "serviceTask",
                    null,
                    StepView.State.RUNNING,
                    Instant.parse("2026-12-11T15:05:00Z"),
                    null,
                    null,
                    2,
                    "RUNNING",
                    new StepProgress(5, 10, "Tabellen", null),
                    StepStanding.RUNNING)));

    pages
        .perform(get("/umzuege/U-2026-0001").principal(WebFixture.ITM))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Datenbank sichern")))
        .andExpect(content().string(containsString("50 %")))
        .andExpect(content().string(containsString("11.12.2026 16:05:00")))
        .andExpect(content().string(containsString("Zeile &lt;b&gt;1&lt;/b&gt;")))
        .andExpect(content().string(containsString("Unverändert")));
  }

  @Test
  void compares_the_trail_with_a_head_from_a_mail() throws Exception {
    web.store.acceptGoodPlan();

    pages
        .perform(
            get("/umzuege/U-2026-0001")
                .param("vergleich", "ja")
                .param("zeile", "3")
                .param("pruefsumme", "cd")
                .principal(WebFixture.ITM))
        .andExpect(content().string(containsString("Zeile 3 ist eine andere.")))
        .andExpect(content().string(containsString("value=\"cd\"")))
        .andExpect(content().string(not(containsString("leitstand.js"))));
  }

  @Test
  void warns_in_words_when_the_trail_was_changed() throws Exception {
    web.store.acceptGoodPlan();
    web.intact = false;

    pages
        .perform(get("/umzuege/U-2026-0001").principal(WebFixture.ITM))
        .andExpect(content().string(containsString("role=\"alert\"")))
        .andExpect(content().string(containsString("Zeile 2 wurde verändert.")));
  }

  @Test
  void offers_the_abort_to_those_who_may_decide_only() throws Exception {
    web.store.acceptGoodPlan();

    pages
        .perform(get("/umzuege/U-2026-0001").principal(WebFixture.TECHNIK))
        .andExpect(content().string(containsString("/umzuege/U-2026-0001/abbruch")));
    pages
        .perform(get("/umzuege/U-2026-0001").principal(WebFixture.ITM))
        .andExpect(content().string(not(containsString("/abbruch"))));
    pages
        .perform(
            post("/umzuege/U-2026-0001/abbruch")
                .principal(WebFixture.ITM)
                .param("reason", "Leitung gestört")
                .param("confirmed", "true"))
        .andExpect(status().isForbidden());
    assertThat(web.lines).isEmpty();
  }

  @Test
  void the_page_that_aborts_asks_for_the_password_and_tells_when_it_was_wrong() throws Exception {
    web.store.acceptGoodPlan();

    pages
        .perform(
            get("/umzuege/U-2026-0001/abbruch").param("kennwort", "").principal(WebFixture.TECHNIK))
        .andExpect(content().string(containsString("name=\"password\"")))
        .andExpect(content().string(containsString("Das Kennwort fehlt oder ist falsch")));
  }

  @Test
  void an_abort_needs_a_reason_that_says_something() throws Exception {
    web.store.acceptGoodPlan();

    pages
        .perform(
            post("/umzuege/U-2026-0001/abbruch")
                .principal(WebFixture.TECHNIK)
                .param("reason", "so")
                .param("confirmed", "true"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(containsString("mindestens drei Zeichen")))
        .andExpect(content().string(containsString("verglichen; das dauert")));
  }

  @Test
  void aborts_with_a_reason_that_stands_on_the_trail() throws Exception {
    web.store.acceptGoodPlan();

    pages
        .perform(
            post("/umzuege/U-2026-0001/abbruch")
                .principal(WebFixture.TECHNIK)
                .param("reason", "Leitung gestört")
                .param("confirmed", "true"))
        .andExpect(redirectedUrl("/umzuege/U-2026-0001"));
    assertThat(web.lines)
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.details())
                    .containsEntry("reason", new TypedWords("Leitung gestört")));
  }

  @Test
  void aborts_nothing_without_reason_and_confirmation() throws Exception {
    web.store.acceptGoodPlan();

    pages
        .perform(
            post("/umzuege/U-2026-0001/abbruch")
                .principal(WebFixture.TECHNIK)
                .param("reason", "Leitung <gestört>"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(containsString("Bitte bestätigen Sie")))
        .andExpect(content().string(containsString("Leitung &lt;gestört&gt;")));
    pages
        .perform(
            post("/umzuege/U-2026-0001/abbruch")
                .principal(WebFixture.TECHNIK)
                .param("reason", " ")
                .param("confirmed", "true"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(containsString("Der Grund fehlt")));
    assertThat(web.lines).isEmpty();
  }

  @Test
  void says_on_the_page_that_it_is_too_late_to_abort() throws Exception {
    web.store.acceptGoodPlan();
    web.abortable = false;

    pages
        .perform(
            post("/umzuege/U-2026-0001/abbruch")
                .principal(WebFixture.TECHNIK)
                .param("reason", "Leitung gestört")
                .param("confirmed", "true"))
        .andExpect(status().isConflict())
        .andExpect(content().string(containsString("kann nicht mehr abgebrochen werden")));
  }

  @Test
  void shows_a_hundred_lines_of_a_long_trail_the_newest_ones_and_leads_to_the_others()
      throws Exception {
    web.store.acceptGoodPlan();
    web.trailLength = 250;

    pages
        .perform(get("/umzuege/U-2026-0001").principal(WebFixture.ITM))
        .andExpect(content().string(containsString("Zeile &lt;b&gt;250&lt;/b&gt;")))
        .andExpect(content().string(containsString("Zeile &lt;b&gt;151&lt;/b&gt;")))
        .andExpect(content().string(not(containsString("Zeile &lt;b&gt;150&lt;/b&gt;"))))
        .andExpect(
            content().string(containsString("Seite 1 von 3, die neueste zuerst; 250 Zeilen")))
        .andExpect(
            content()
                .string(containsString("href=\"/umzuege/U-2026-0001?protokoll=2#h-protokoll\"")))
        .andExpect(content().string(not(containsString("Neuere Zeilen"))));
    pages
        .perform(get("/umzuege/U-2026-0001?protokoll=3").principal(WebFixture.ITM))
        .andExpect(content().string(containsString("Zeile &lt;b&gt;1&lt;/b&gt;")))
        .andExpect(content().string(containsString("Zeile &lt;b&gt;50&lt;/b&gt;")))
        .andExpect(content().string(not(containsString("Ältere Zeilen"))));
  }

  @Test
  void shows_all_lines_at_once_to_whoever_asks() throws Exception {
    web.store.acceptGoodPlan();
    web.trailLength = 250;
    web.trailCommands = 1;

    pages
        .perform(get("/umzuege/U-2026-0001?protokoll=alle").principal(WebFixture.ITM))
        .andExpect(content().string(containsString("Zeile &lt;b&gt;1&lt;/b&gt;")))
        .andExpect(content().string(containsString("Zeile &lt;b&gt;251&lt;/b&gt;")));
  }

  @Test
  void leaves_commands_out_until_somebody_asks_for_them() throws Exception {
    web.store.acceptGoodPlan();
    web.trailCommands = 17;

    pages
        .perform(get("/umzuege/U-2026-0001").principal(WebFixture.ITM))
        .andExpect(content().string(containsString("17 Befehle zeigen")))
        .andExpect(content().string(containsString("?befehle=ja#h-protokoll")))
        .andExpect(content().string(not(containsString("Zeile &lt;b&gt;20&lt;/b&gt;"))));
    pages
        .perform(get("/umzuege/U-2026-0001?befehle=ja").principal(WebFixture.ITM))
        .andExpect(content().string(containsString("Befehle ausblenden")))
        .andExpect(content().string(containsString("Zeile &lt;b&gt;20&lt;/b&gt;")));
    pages
        .perform(get("/umzuege/U-2026-0001?art=befehle").principal(WebFixture.ITM))
        .andExpect(content().string(containsString("Zeile &lt;b&gt;20&lt;/b&gt;")))
        .andExpect(content().string(not(containsString("Zeile &lt;b&gt;1&lt;/b&gt;"))));
  }

  @Test
  void filters_the_trail_by_school_and_words_and_keeps_what_was_typed() throws Exception {
    web.store.acceptGoodPlan();
    web.trailLength = 250;

    pages
        .perform(
            get("/umzuege/U-2026-0001")
                .param("schule", "0001")
                .param("worte", "<b>2")
                .principal(WebFixture.ITM))
        .andExpect(content().string(containsString("Seite 1 von 1; 1 Zeile")))
        .andExpect(content().string(containsString("value=\"&lt;b&gt;2\"")))
        .andExpect(content().string(containsString("value=\"0001\" selected")));
    pages
        .perform(get("/umzuege/U-2026-0001").param("worte", "nirgends").principal(WebFixture.ITM))
        .andExpect(content().string(containsString("Keine Zeile passt zu diesem Filter.")));
  }

  @ParameterizedTest
  @CsvSource({
    "art, quatsch, 'Die Art „quatsch“ gibt es nicht'",
    "schule, 9999, 'Die Schule „9999“ gehört nicht zu diesem Umzug'",
    "protokoll, -2, 'Die Seite „-2“ des Protokolls gibt es nicht'",
  })
  void what_makes_no_sense_at_the_trail_is_named_and_narrows_nothing(
      String name, String value, String message) throws Exception {
    web.store.acceptGoodPlan();

    pages
        .perform(get("/umzuege/U-2026-0001").param(name, value).principal(WebFixture.ITM))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString(message)))
        .andExpect(content().string(containsString("Zeile &lt;b&gt;3&lt;/b&gt;")));
  }

  @Test
  void a_school_sees_no_line_of_another_school() throws Exception {
    web.store.acceptGoodPlan();

    pages
        .perform(get("/umzuege/U-2026-0001?protokoll=alle").principal(WebFixture.SCHOOL_1))
        .andExpect(content().string(containsString("Zeile &lt;b&gt;2&lt;/b&gt;")))
        .andExpect(content().string(not(containsString("Zeile &lt;b&gt;3&lt;/b&gt;"))));
  }

  @Test
  void answers_an_unknown_number_with_a_page() throws Exception {
    pages
        .perform(get("/umzuege/U-2026-0077").principal(WebFixture.ITM))
        .andExpect(status().isNotFound())
        .andExpect(content().string(containsString("U-2026-0077")));
  }
}
