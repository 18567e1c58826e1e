package de.asvumzug.web.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.PlanFixture;
import de.asvumzug.plan.Window;
import de.asvumzug.step.attempt.NodeClock;
import de.asvumzug.trail.TrailBookMonitor;
import de.asvumzug.web.LeitstandTest;
import de.asvumzug.web.WebFixture;
import de.asvumzug.web.language.Languages;
import de.asvumzug.web.language.PageLanguage;
import de.asvumzug.web.language.Words;
import de.asvumzug.web.leitstand.GermanTimes;
import de.asvumzug.web.leitstand.PageTimes;
import de.asvumzug.web.move.MoveState;
import de.asvumzug.web.move.MoveStatus;
import de.asvumzug.web.move.StepStanding;
import de.asvumzug.web.move.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

/** The overview, rendered as in the application. */
class OverviewPageTest {
  private static final Pattern ROW = Pattern.compile("href=\"/umzuege/(U-[0-9-]+)\"");
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final WebFixture web = new WebFixture();
  private final OverviewFixture overview = new OverviewFixture(web.store, web.history);
  private final OverviewMonitor node = overview.node();
  private final NodeClock clocks = mock(NodeClock.class);
  private final TrailBookMonitor book = new TrailBookMonitor(web.reader());
  private MockMvc pages;

  @BeforeEach
  void render() {
    AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
    context.setServletContext(new MockServletContext());
    context.register(
        LeitstandTest.Pages.class,
        Languages.class,
        PageLanguage.class,
        Words.class,
        GermanTimes.class,
        PageTimes.class,
        OverviewController.class);
    context.addBeanFactoryPostProcessor(
        beans -> {
          beans.registerSingleton("overviews", overview.overviews);
          beans.registerSingleton("trailBookWatch", book);
          beans.registerSingleton("nodeClock", clocks);
        });
    context.refresh();
    pages = MockMvcBuilders.webAppContextSetup(context).build();
    book.look();
  }

  private ResultActions page(String... parameters) throws Exception {
    var request = get("/").principal(WebFixture.ITM);
    for (int i = 0; i < parameters.length; i += 2) {
      request.param(parameters[i], parameters[i + 1]);
    }
    return pages.perform(request).andExpect(status().isOk());
  }

  @Test
  void who_asks_for_english_gets_english_around_what_people_have_written() throws Exception {
    stands(planned("Umzug der Grundschule").id(), MoveState.RUNNING, "Technik", "Schule 0001");
    node.look();

    pages
        .perform(
            get("/?zustand=x&suche=Grundschule")
                .principal(WebFixture.ITM)
                .header("Accept-Language", "en-GB,en;q=0.9,de;q=0.5"))
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("<html lang=\"en\""),
                        containsString("<h1>Moves</h1>"),
                        containsString("data-kopf=\"Whose turn it is\""),
                        containsString("There is no state “x”. Please choose one of the list"),
                        containsString(">waiting</span>"),
                        containsString("Page 1 of 1, 1 move<"),
                        containsString("<span class=\"titel\" lang=\"de\">Umzug der Grundschule"),
                        not(containsString("Wer ist dran")))));
  }

  private List<String> shown(String... parameters) throws Exception {
    return shown(page(parameters));
  }

  private static List<String> shown(ResultActions page) throws Exception {
    Matcher rows = ROW.matcher(page.andReturn().getResponse().getContentAsString());
    return rows.results().map(row -> row.group(1)).toList();
  }

  private Migration planned(String title) {
    ObjectNode plan = PlanFixture.planWith("title", JsonNodeFactory.instance.textNode(title));
    return web.store.transaction.execute(status -> web.store.intake.accept(plan, "technik"));
  }

  private void stands(String id, MoveState state, String... waitsFor) {
    Instant end = state.over() ? START.plusSeconds(60) : null;
    when(web.history.status(id))
        .thenReturn(new MoveStatus(state, "Vorarbeiten", START, end, List.of(waitsFor)));
  }

  private static StepView open(String name, String whom) {
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
        StepStanding.waitingFor(whom));
  }

  @Test
  void shows_a_move_with_title_schools_state_window_site_and_technician() throws Exception {
    Migration plan = web.store.acceptGoodPlan();
    when(overview.sites.site(plan.id())).thenReturn(Optional.of("rathaus"));
    node.look();

    page()
        .andExpect(content().string(containsString("<html lang=\"de\"")))
        .andExpect(content().string(containsString("href=\"/umzuege/U-2026-0001\"")))
        .andExpect(content().string(containsString(plan.title())))
        .andExpect(content().string(containsString(plan.schools().get(0).name())))
        .andExpect(content().string(matchesPattern("(?s).*data-stand=\"RUNNING\">läuft<.*")))
        .andExpect(content().string(containsString("Fr., 11.12.2026, 16:00 Uhr")))
        .andExpect(content().string(containsString(">rathaus</td>")))
        .andExpect(content().string(containsString(plan.contacts().technician().mail() + "</td>")));
  }

  @Test
  void says_who_is_next_with_what_since_when_and_how_many_more() throws Exception {
    String id = web.store.acceptGoodPlan().id();
    when(web.history.openSteps(id))
        .thenReturn(
            List.of(open("Daten prüfen", "Schule 0001"), open("Daten prüfen", "Schule 0002")));
    node.look();

    page()
        .andExpect(
            content()
                .string(
                    matchesPattern(
                        "(?s).*<strong>Schule 0001</strong>: <span>Daten prüfen</span>\\s*<span[^>]*> und"
                            + " 1 weiterer</span>.*Fr., 11.12.2026, 16:05 Uhr.*")));
  }

  @Test
  void a_move_that_waits_for_people_does_not_say_that_it_runs() throws Exception {
    String id = web.store.acceptGoodPlan().id();
    stands(id, MoveState.RUNNING, "Technik");
    node.look();

    page()
        .andExpect(
            content()
                .string(
                    matchesPattern("(?s).*<td[^>]*><span[^>]*data-stand=\"WAITING\">wartet<.*")));
  }

  @Test
  void never_shows_what_comes_from_elsewhere_as_markup() throws Exception {
    String id = web.store.acceptGoodPlan().id();
    when(web.history.openSteps(id)).thenReturn(List.of(open("<b>Daten", "<b>Technik")));
    node.look();

    page("technik", "<b>typed", "sortierung", "<b>order", "suche", id)
        .andExpect(content().string(not(containsString("<b>"))));
    page().andExpect(content().string(containsString("&lt;b&gt;Daten")));
  }

  @Test
  void says_how_old_it_is() throws Exception {
    page()
        .andExpect(
            content().string(matchesPattern("(?s).*Stand <time[^>]*>\\d\\d:\\d\\d:\\d\\d<.*")));
  }

  @Test
  void counts_the_moves_of_each_state_and_each_count_leads_to_them() throws Exception {
    String trouble = web.store.acceptGoodPlan().id();
    web.store.acceptGoodPlan();
    web.store.acceptGoodPlan();
    stands(trouble, MoveState.TROUBLE);
    node.look();

    page()
        .andExpect(
            content()
                .string(
                    allOf(
                        matchesPattern("(?s).*>alle</span> <strong>3</strong>.*"),
                        matchesPattern(
                            "(?s).*href=\"/\\?zustand=TROUBLE\">[^/]*>Störung</span> <strong>1</strong>.*"),
                        matchesPattern("(?s).*>läuft</span> <strong>2</strong>.*"))));
    assertThat(shown("zustand", "TROUBLE")).containsExactly(trouble);
  }

  @Test
  void what_needs_people_stands_at_the_top_and_what_is_over_at_the_end() throws Exception {
    String done = web.store.acceptGoodPlan().id();
    String runs = web.store.acceptGoodPlan().id();
    String trouble = web.store.acceptGoodPlan().id();
    stands(done, MoveState.DONE);
    stands(trouble, MoveState.TROUBLE);
    node.look();

    assertThat(shown()).containsExactly(trouble, runs, done);
    assertThat(shown("sortierung", "nummer")).containsExactly(trouble, runs, done);
    assertThat(shown("sortierung", "fenster")).containsExactly(done, runs, trouble);
  }

  @Test
  void filters_by_site_and_technician() throws Exception {
    String here = web.store.acceptGoodPlan().id();
    String there = web.store.acceptGoodPlan().id();
    when(overview.sites.site(there)).thenReturn(Optional.of("rathaus"));
    node.look();
    String technician = web.store.migrations.get(here).contacts().technician().mail();

    assertThat(shown("standort", "rathaus")).containsExactly(there);
    assertThat(shown("standort", "zentrale")).containsExactly(here);
    assertThat(shown("technik", technician)).containsExactlyInAnyOrder(here, there);
    assertThat(shown("technik", "ohne")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-11, 2026-12-11, true",
    "2026-12-12, 2026-12-12, true",
    "11.12.2026, 12.12.2026, true",
    "'', 2026-12-10, false",
    "2026-12-20, '', false",
    "'', 2026-12-11, true",
  })
  void filters_by_windows_that_touch_a_time(String from, String until, boolean found)
      throws Exception {
    String id = web.store.acceptGoodPlan().id();
    Instant start = Instant.parse("2026-12-11T15:00:00Z");
    web.store.migrations.moveWindow(
        id, new Window(start, start.plus(Duration.ofHours(12))), "technik");
    node.look();

    assertThat(shown("von", from, "bis", until).contains(id)).isEqualTo(found);
  }

  @Test
  void a_date_that_people_type_stands_in_the_field_as_it_needs_it() throws Exception {
    page("von", "1.2.2027").andExpect(content().string(containsString("value=\"2027-02-01\"")));
  }

  @ParameterizedTest
  @CsvSource({
    "U-2026-0002, 1",
    "u-2026-0002, 1",
    "tannen, 1",
    "Tannengrund, 1",
    "grund tannen, 1",
    "0001, 2",
    "Umzug, 2",
    "nirgends, 0",
    "'Umzug '' & ! | :* ( )', 2",
  })
  void finds_by_beginnings_of_words(String words, int found) throws Exception {
    planned("Umzug Birkenhain");
    planned("Umzug im Tannengrund-Grund");
    node.look();

    assertThat(shown("suche", words)).hasSize(found);
  }

  @ParameterizedTest
  @CsvSource({
    "von, 31.02.2026, ist kein Datum",
    "bis, morgen, ist kein Datum",
    "von, 99999-01-01, ist kein Datum",
    "zustand, KAPUTT, 'Den Zustand „KAPUTT“ gibt es nicht'",
    "sortierung, bunt, 'Die Sortierung „bunt“ gibt es nicht'",
    "seite, -1, 'Die Seite „-1“ gibt es nicht'",
    "seite, 99999999999, gibt es nicht",
    "suche, '%%%', kann nicht gesucht werden",
  })
  void a_value_that_makes_no_sense_is_named_and_narrows_nothing(
      String name, String value, String message) throws Exception {
    String id = web.store.acceptGoodPlan().id();
    node.look();

    ResultActions page = page(name, value);

    page.andExpect(content().string(containsString(message)));
    assertThat(shown(page)).containsExactly(id);
  }

  @Test
  void a_time_that_ends_before_it_begins_is_named() throws Exception {
    page("von", "2026-12-12", "bis", "2026-12-11")
        .andExpect(content().string(containsString("Das Zeitfenster endet, bevor es beginnt")));
  }

  @Test
  void characters_that_a_database_does_not_take_are_left_out() throws Exception {
    page("standort", "rat\u0000haus", "technik", "\u0000", "suche", "a\u0000b");
  }

  @Test
  void says_so_when_nothing_fits_and_leads_back_to_all() throws Exception {
    web.store.acceptGoodPlan();
    node.look();

    page("standort", "nirgends")
        .andExpect(content().string(containsString("Kein Umzug passt zu diesem Filter.")))
        .andExpect(content().string(containsString("value=\"nirgends\" selected")))
        .andExpect(content().string(containsString("Filter aufheben")));
  }

  @Test
  void shows_fifty_a_page_and_its_links_keep_the_filter() throws Exception {
    for (int i = 0; i < 51; i++) {
      web.store.acceptGoodPlan();
    }
    node.look();

    ResultActions first = page("suche", "würz & Co", "sortierung", "nummer");
    assertThat(shown(page("sortierung", "nummer"))).hasSize(50).contains("U-2026-0051");
    page("sortierung", "nummer")
        .andExpect(content().string(containsString("Seite 1 von 2, 51 Umzüge")))
        .andExpect(content().string(containsString("href=\"/?sortierung=nummer&amp;seite=2\"")));
    assertThat(shown("sortierung", "nummer", "seite", "2")).containsExactly("U-2026-0001");
    assertThat(shown("sortierung", "nummer", "seite", "3")).containsExactly("U-2026-0001");
    first.andExpect(
        content()
            .string(
                containsString(
                    "href=\"/?zustand=TROUBLE&amp;suche=w%C3%BCrz%20%26%20Co&amp;sortierung=nummer\"")));
  }

  @Test
  void a_row_that_could_not_be_renewed_says_how_old_it_is() throws Exception {
    String id = web.store.acceptGoodPlan().id();
    node.look();
    page().andExpect(content().string(not(containsString(">Stand von"))));

    overview.table.failed(id);

    page().andExpect(content().string(containsString(">Stand von")));
  }

  @Test
  void warns_when_nobody_keeps_it_up_to_date() throws Exception {
    page().andExpect(content().string(containsString("wird gerade erst aufgebaut")));
    web.store.acceptGoodPlan();
    node.look();
    page().andExpect(content().string(not(containsString("role=\"alert\""))));

    web.store
        .jdbc
        .sql("update umzug.overview_look set looked_at = now() - interval '5 minutes'")
        .update();

    page().andExpect(content().string(containsString("wird gerade nicht nachgeführt")));
  }

  @Test
  void counts_moves_that_are_missing() throws Exception {
    String id = web.store.acceptGoodPlan().id();
    when(web.history.status(id)).thenThrow(new IllegalStateException("kaputt"));
    node.look();

    page().andExpect(content().string(containsString("Ein Umzug fehlt hier noch")));
  }

  @Test
  void warns_of_a_node_whose_clock_is_wrong() throws Exception {
    when(clocks.warnings()).thenReturn(List.of("Die Uhr des Knotens zwei geht um 90.0 s vor."));

    page()
        .andExpect(content().string(containsString("role=\"alert\"")))
        .andExpect(content().string(containsString("Die Uhr des Knotens zwei")));
  }

  @Test
  void warns_staff_of_a_trail_that_vanished() throws Exception {
    web.faultsOfBook = List.of("Das Protokoll des Umzugs U-2026-0007 ist als Ganzes verschwunden.");
    book.look();

    page().andExpect(content().string(containsString("U-2026-0007 ist als Ganzes verschwunden")));
    pages
        .perform(get("/").principal(WebFixture.SCHOOL_1))
        .andExpect(content().string(not(containsString("U-2026-0007"))));
  }

  @Test
  void shows_a_school_no_move_no_filter_and_no_total() throws Exception {
    web.store.acceptGoodPlan();
    node.look();

    pages
        .perform(get("/").principal(WebFixture.SCHOOL_1))
        .andExpect(content().string(containsString("kein Umzug geplant")))
        .andExpect(content().string(not(containsString("U-2026-0001"))))
        .andExpect(content().string(not(containsString("<form method=\"get\""))))
        .andExpect(content().string(not(containsString("summen"))));
  }

  @Test
  void asks_the_engine_nothing() throws Exception {
    web.store.acceptGoodPlan();
    node.look();
    clearInvocations(web.history);

    page();

    verifyNoInteractions(web.history);
    assertThat(overview.reader.statuses())
        .isEqualTo(Map.of("U-2026-0001", web.history.status("x")));
  }
}
