package de.asvumzug.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;

import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** The control pages for who reads English. */
class EnglishPagesTest {
  private final WebFixture web = new WebFixture();
  private MockMvc pages;

  @BeforeEach
  void render() {
    pages = LeitstandTest.pages(web);
    web.store.acceptGoodPlan();
  }

  private ResultActions page(String address, String language) throws Exception {
    return pages.perform(
        get(address).principal(WebFixture.TECHNIK).header("Accept-Language", language));
  }

  @Test
  void a_move_is_shown_in_english_to_who_asks_for_it() throws Exception {
    page("/umzuege/U-2026-0001", "en-US,en;q=0.9")
        .andExpect(header().string("Content-Language", "en"))
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("<html lang=\"en\""),
                        containsString("<h2 id=\"h-schritte\">Steps</h2>"),
                        containsString("<label for=\"art\">Kind</label>"),
                        containsString("aria-label=\"Main navigation\""),
                        containsString("data-wort-stand=\"It shows how things stood at {0}.\""),
                        containsString("data-wort-oeffnen-name=\"Open {0}\""),
                        matchesPattern("(?s).*\\d [A-Z][a-z]{2} 2026, \\d\\d:\\d\\d<.*"))));
  }

  @Test
  void what_people_have_written_is_marked_as_german() throws Exception {
    page("/umzuege/U-2026-0001", "en")
        .andExpect(content().string(containsString("</span>: <span lang=\"de\">")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/umzuege/U-2026-0001",
        "/umzuege/U-2026-0001?vergleich=ja",
        "/umzuege/U-2026-0001/abbruch",
        "/umzuege/U-2026-0009"
      })
  void no_text_of_the_german_page_is_left(String address) throws Exception {
    String english = page(address, "en").andReturn().getResponse().getContentAsString();
    String frame = english.replaceAll("(?s)<(\\w+)[^>]* lang=\"de\"[^>]*>.*?</\\1>", "");

    ResourceBundle texts = ResourceBundle.getBundle("messages", Locale.ROOT);
    ResourceBundle ours = ResourceBundle.getBundle("messages", Locale.ENGLISH);
    assertThat(
            texts.keySet().stream()
                .filter(key -> !texts.getString(key).isEmpty())
                .filter(key -> !texts.getString(key).equals(ours.getString(key)))
                .map(texts::getString))
        .isNotEmpty()
        .allSatisfy(text -> assertThat(frame).doesNotContain(">" + text + "<", "\"" + text + "\""));
  }

  @Test
  void what_went_wrong_is_said_in_english() throws Exception {
    page("/umzuege/U-2026-0009", "en")
        .andExpect(content().string(containsString("<p>There is no move U-2026-0009; please")));
    pages
        .perform(
            post("/umzuege/U-2026-0001/abbruch")
                .principal(WebFixture.TECHNIK)
                .param("confirmed", "true")
                .header("Accept-Language", "en"))
        .andExpect(content().string(containsString("The reason is missing; please say why")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr-FR,fr;q=0.9,en;q=0.5", "de-DE,de;q=0.9,en;q=0.8", "*", ";,q"})
  void all_others_get_german(String language) throws Exception {
    page("/umzuege/U-2026-0001", language)
        .andExpect(header().string("Content-Language", "de"))
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("<html lang=\"de\""),
                        containsString("<h2 id=\"h-schritte\">Schritte</h2>"),
                        not(containsString("<span lang=")))));
  }
}
