package de.asvumzug.web;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import de.asvumzug.web.leitstand.GermanTimes;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockServletContext;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

/** What people read where a page could not be shown; with the model of Spring Boot. */
class ErrorPageTest {

  @Controller
  static class Failing {
    @GetMapping("/{status}")
    String fail(@PathVariable int status, Model model) {
      model.addAttribute("status", status);
      model.addAttribute("timestamp", Date.from(Instant.parse("2026-12-11T15:00:01Z")));
      return "error";
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | Bitte gehen Sie zurück
          403 | Bitte melden Sie sich neu an
          404 | Diese Seite gibt es nicht
          500 | Was auf den Servern läuft, läuft weiter
          503 | Fehler 503, 11.12.2026 16:00:01 Uhr
          """)
  void says_in_german_what_to_do(int status, String text) throws Exception {
    AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
    context.setServletContext(new MockServletContext());
    context.register(LeitstandTest.Pages.class, GermanTimes.class, Failing.class);
    context.refresh();
    MockMvcBuilders.webAppContextSetup(context)
        .build()
        .perform(get("/" + status))
        .andExpect(content().string(containsString("<html lang=\"de\"")))
        .andExpect(content().string(containsString(text)));
  }
}
