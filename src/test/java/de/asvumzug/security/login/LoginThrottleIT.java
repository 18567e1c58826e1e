package de.asvumzug.security.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.asvumzug.security.DoorsTestBase;
import de.asvumzug.security.HttpUser;
import de.asvumzug.security.RawRequest;
import de.asvumzug.security.account.Groups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Guessing is slowed down, and nobody is locked out by somebody else. Each test has addresses. */
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(MethodOrderer.MethodName.class)
class LoginThrottleIT extends DoorsTestBase {
  private static final String LET_IN = "Notfall-Umschlag-9-im-Tresor";

  @Autowired private JdbcTemplate jdbc;

  @DynamicPropertySource
  static void breakGlass(DynamicPropertyRegistry registry) throws IOException {
    Path password = Files.createTempFile("break-glass", ".password").toAbsolutePath();
    Files.writeString(password, LET_IN + "\n");
    password.toFile().deleteOnExit();
    registry.add("asv.break-glass.user", () -> "admin");
    registry.add("asv.break-glass.password-file", password::toString);
  }

  private String answer(String from, String user, String password) throws IOException {
    String path = user.startsWith("worker-") ? "/api/worker/steps" : "/api/migrations";
    return RawRequest.get(from, port, path, "Authorization", HttpUser.basic(user, password));
  }

  private int status(String from, String user, String password) throws IOException {
    return RawRequest.status(answer(from, user, password));
  }

  private void guess(String from, String user, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      status(from, user, "Falsches-Kennwort-" + i);
    }
  }

  @Test
  void wrong_passwords_of_others_lock_nobody_out_where_he_was_before() throws Exception {
    assertThat(status("127.0.1.1", "technik", PASSWORD)).isEqualTo(200);
    guess("127.0.1.2", "technik", 15);
    assertThat(status("127.0.1.1", "technik", PASSWORD)).isEqualTo(200);
  }

  @Test
  void who_guesses_is_told_how_long_to_wait() throws Exception {
    guess("127.0.2.1", "itm", 10);
    String answer = answer("127.0.2.1", "itm", PASSWORD);
    assertThat(RawRequest.status(answer)).isEqualTo(429);
    assertThat(answer).contains("Retry-After: ", "Bitte in ");
  }

  @Test
  void after_the_waiting_the_right_password_is_right_again() throws Exception {
    guess("127.0.3.1", "technik2", 7);
    assertThat(status("127.0.3.1", "technik2", PASSWORD)).isEqualTo(429);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> status("127.0.3.1", "technik2", PASSWORD) == 200);
  }

  @Test
  void a_source_that_tries_many_names_is_slowed_down() throws Exception {
    for (int i = 0; i < LoginThrottle.FREE_BY_SOURCE; i++) {
      status("127.0.4.1", "niemand" + i, "Falsches-Kennwort");
    }
    assertThat(status("127.0.4.1", "nobody-else", "Falsches-Kennwort")).isEqualTo(429);
  }

  @Test
  void the_account_of_a_site_is_guessed_no_faster_and_works_on(CapturedOutput log)
      throws Exception {
    assertThat(status("127.0.5.1", "worker-nord", SITE_PASSWORD)).isEqualTo(200);
    guess("127.0.5.2", "worker-nord", LoginThrottle.FREE_BY_SOURCE + 1);
    assertThat(status("127.0.5.2", "worker-nord", SITE_PASSWORD)).isEqualTo(429);
    assertThat(status("127.0.5.1", "worker-nord", SITE_PASSWORD)).isEqualTo(200);
    assertThat(log.getAll()).contains("Falsches Kennwort für worker-nord von 127.0.5.2");
  }

  @Test
  void an_account_that_an_older_version_has_locked_is_open_again() throws Exception {
    jdbc.update(
        "update act_id_user set attempts_ = 10, lock_exp_time_ = now() - interval '1 day' where id_ = 'schule-0002'");
    assertThat(nobody().logIn("schule-0002", PASSWORD).headers().firstValue("Location").orElse(""))
        .contains("/tasklist/");
  }

  @Test
  void the_break_glass_account_gets_in_while_it_is_attacked_from_everywhere() throws Exception {
    for (int i = 1; i <= 60; i++) {
      status("127.0.7." + i, "admin", "Falsches-Kennwort");
    }
    assertThat(status("127.0.7.61", "admin", PASSWORD)).as("the forgotten one").isEqualTo(401);
    assertThat(status("127.0.7.62", "admin", LET_IN)).isEqualTo(200);
    assertThat(
            engine
                .getIdentityService()
                .createUserQuery()
                .userId("admin")
                .memberOfGroup(Groups.ADMIN)
                .count())
        .isOne();
  }

  @Test
  void a_person_is_told_at_the_login_page() throws Exception {
    HttpUser school = nobody();
    String last = "";
    for (int i = 0; i < 10; i++) {
      last =
          school
              .logIn("schule-0001", "Falsches-Kennwort-" + i)
              .headers()
              .firstValue("Location")
              .orElse("");
    }
    assertThat(last).contains("/login?warten=");
    assertThat(school.get("/login?warten=4").body()).contains("Bitte warten Sie", "nicht geprüft");
  }
}
