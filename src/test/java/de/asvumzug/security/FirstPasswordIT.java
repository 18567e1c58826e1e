package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.security.account.Groups;
import de.asvumzug.security.account.People;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** What the settings or an administrator give is for the first log-in only, and given once. */
@TestPropertySource(properties = "asv.security.change-first-password=true")
class FirstPasswordIT extends DoorsTestBase {
  private static final String OWN = "Morgens-faehrt-der-Bus-um-sieben";
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  @Autowired private People people;

  private static HttpResponse<String> change(
      HttpUser http, String current, String fresh, String repeated) throws Exception {
    Matcher token = TOKEN.matcher(http.get("/kennwort", "Accept", "text/html").body());
    assertThat(token.find()).isTrue();
    return http.post(
        "/kennwort",
        "application/x-www-form-urlencoded",
        "current=%s&fresh=%s&repeated=%s&_csrf=%s"
            .formatted(encode(current), encode(fresh), encode(repeated), encode(token.group(1))));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void a_school_changes_its_first_password_before_it_sees_anything() throws Exception {
    HttpUser school = loggedIn("schule-0001");
    HttpResponse<String> page = school.get("/camunda/app/tasklist/default/", "Accept", "text/html");
    assertThat(page.statusCode()).isEqualTo(302);
    assertThat(page.headers().firstValue("Location").orElse("")).endsWith("/kennwort");
    assertThat(school.get("/camunda/api/engine/engine/default/task").statusCode()).isEqualTo(403);

    HttpResponse<String> changed = change(school, PASSWORD, OWN, OWN);

    assertThat(changed.statusCode()).isEqualTo(302);
    assertThat(school.openTasklist().get("/camunda/api/engine/engine/default/task").statusCode())
        .isEqualTo(200);
    assertThat(nobody().logIn("schule-0001", PASSWORD).headers().firstValue("Location").orElse(""))
        .contains("/login?fehler");
    assertThat(nobody().logIn("schule-0001", OWN).headers().firstValue("Location").orElse(""))
        .contains("/tasklist/");
  }

  @Test
  void a_program_gets_nowhere_with_a_first_password() throws Exception {
    HttpResponse<String> answer =
        nobody().get("/api/migrations", "Authorization", HttpUser.basic("technik", PASSWORD));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("/kennwort");
  }

  @Test
  void what_does_not_fit_is_told_and_changes_nothing() throws Exception {
    HttpUser itm = loggedIn("itm");
    assertThat(change(itm, PASSWORD, OWN, OWN + "x").body()).contains("sind verschieden");
    assertThat(change(itm, "falsch", OWN, OWN).body()).contains("bisherige Kennwort ist falsch");
    assertThat(change(itm, PASSWORD, PASSWORD, PASSWORD).body()).contains("ist das alte");
    assertThat(change(itm, PASSWORD, "kurz", "kurz").body()).contains("mindestens 12 Zeichen");
    assertThat(nobody().logIn("itm", PASSWORD).headers().firstValue("Location").orElse(""))
        .doesNotContain("/login");
  }

  @Test
  void other_sessions_end_with_the_change() throws Exception {
    HttpUser here = loggedIn("technik2");
    HttpUser elsewhere = loggedIn("technik2");
    change(here, PASSWORD, OWN, OWN);
    assertThat(here.get("/api/migrations").statusCode()).isEqualTo(200);
    assertThat(elsewhere.get("/api/migrations").statusCode()).isEqualTo(401);
  }

  @Test
  void a_password_that_an_administrator_has_set_must_be_changed_again() throws Exception {
    HttpUser admin = loggedIn("admin");
    change(admin, PASSWORD, OWN, OWN);
    assertThat(admin.get("/api/migrations").statusCode()).isEqualTo(200);
    User user = engine.getIdentityService().createUserQuery().userId("admin").singleResult();
    user.setPassword("Von-der-Leitung-gesetzt-1");
    engine.getIdentityService().saveUser(user);
    HttpUser again = nobody();
    again.logIn("admin", "Von-der-Leitung-gesetzt-1");
    assertThat(again.get("/api/migrations").statusCode()).isEqualTo(403);
  }

  @Test
  void who_was_deleted_or_taken_out_of_a_group_does_not_come_back_with_the_next_start() {
    engine.getIdentityService().deleteUser("schule-0002");
    engine.getIdentityService().deleteMembership("technik", Groups.TECHNIK);

    people.ensure();

    assertThat(engine.getIdentityService().createUserQuery().userId("schule-0002").count())
        .isZero();
    assertThat(engine.getIdentityService().createUserQuery().memberOfGroup(Groups.TECHNIK).list())
        .extracting(User::getId)
        .doesNotContain("technik");
  }
}
