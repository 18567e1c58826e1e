package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.notify.ReadEntry;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.School;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Words that a plan would not take, laid into the store past its door: also then a page and a
 * calendar show them as words.
 */
class HostileWordsIT extends DoorsTestBase {
  private static final String MOVE = "U-2026-0411";
  private static final String WORDS =
      "<img src=x onerror=alert(1)> ${7*7} {{7*7}} \u202Etxet\r\nBEGIN:VEVENT\r\nUID:fremd";
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Pattern ADDRESS =
      Pattern.compile("value=\"[^\"]*(/kalender/[^\"]+[.]ics)\"");

  @Autowired private Migrations migrations;

  @Test
  void pages_and_calendar_show_them_as_words() throws Exception {
    migrations.insert(hostile(), "technik");
    engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "doors", MOVE, Map.of("migrationId", MOVE, "schools", List.of("0002")));
    HttpUser technik = loggedIn("technik");
    HttpUser school = loggedIn("schule-0002");

    for (String page :
        List.of(
            technik.get("/umzuege/" + MOVE).body(),
            technik.get("/umzuege/" + MOVE + "/fenster").body(),
            technik.get("/umzuege/" + MOVE + "/abbruch").body(),
            school.get("/schule").body())) {
      assertThat(page)
          .contains("&lt;img src=x onerror=alert(1)&gt; ${7*7} {{7*7}}")
          .doesNotContain("<img", ">49", " 49 ");
    }
    Matcher token = TOKEN.matcher(school.get("/kalender").body());
    assertThat(token.find()).isTrue();
    Matcher address =
        ADDRESS.matcher(
            school
                .post(
                    "/kalender",
                    "application/x-www-form-urlencoded",
                    "_csrf=" + HttpUser.encode(token.group(1)))
                .body());
    assertThat(address.find()).isTrue();
    assertThat(ReadEntry.all(nobody().get(address.group(1)).body()))
        .filteredOn(entry -> entry.uid().startsWith(MOVE))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.description())
                    .contains("BEGIN:\u200BVEVENT UID:\u200Bfremd")
                    .doesNotContain("\u202E"));
  }

  private static Migration hostile() {
    Migration soon = TwoMoves.soon(MOVE);
    return new Migration(
        MOVE,
        WORDS,
        soon.scope(),
        soon.source(),
        soon.target(),
        List.of(new School("0002", WORDS, "post@tannengrund.example", WORDS)),
        soon.window(),
        null,
        List.of(),
        soon.options(),
        soon.contacts());
  }
}
