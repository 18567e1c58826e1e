package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.asvumzug.security.account.Groups;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** A session ends with what it stands on, and with time. */
@TestPropertySource(
    properties = {"asv.security.session-idle=5s", "asv.security.session-longest=15s"})
@Tag("long")
class SessionsIT extends DoorsTestBase {
  private static final String API = "/api/migrations";

  /** Somebody of technik whom no other test knows. */
  private String person() {
    String id = "p" + UUID.randomUUID().toString().substring(0, 8);
    User user = engine.getIdentityService().newUser(id);
    user.setPassword(PASSWORD);
    engine.getIdentityService().saveUser(user);
    engine.getIdentityService().createMembership(id, Groups.TECHNIK);
    return id;
  }

  private static int status(HttpUser http) throws Exception {
    return http.get(API).statusCode();
  }

  @Test
  void a_session_ends_with_its_account() throws Exception {
    String id = person();
    HttpUser http = loggedIn(id);
    assertThat(status(http)).isEqualTo(200);
    engine.getIdentityService().deleteUser(id);
    assertThat(status(http)).isEqualTo(401);
    assertThat(http.get("/camunda/api/engine/engine/default/task").statusCode()).isEqualTo(401);
  }

  @Test
  void a_session_ends_with_the_membership_in_a_group() throws Exception {
    String id = person();
    HttpUser http = loggedIn(id);
    assertThat(status(http)).isEqualTo(200);
    engine.getIdentityService().deleteMembership(id, Groups.TECHNIK);
    assertThat(status(http)).isEqualTo(401);
    assertThat(loggedIn(id).get(API).statusCode()).as("groups are read anew").isEqualTo(403);
  }

  @Test
  void a_session_ends_with_the_password() throws Exception {
    String id = person();
    HttpUser http = loggedIn(id);
    assertThat(status(http)).isEqualTo(200);
    User user = engine.getIdentityService().createUserQuery().userId(id).singleResult();
    user.setPassword("Ganz-anderer-Satz-88");
    engine.getIdentityService().saveUser(user);
    assertThat(status(http)).isEqualTo(401);
  }

  @Test
  void a_page_that_renews_itself_does_not_keep_a_session_going() throws Exception {
    HttpUser http = loggedIn("technik");
    await()
        .atMost(Duration.ofSeconds(12))
        .until(() -> http.get("/", "Accept", "text/html", Acting.RENEWAL, "1").statusCode() == 302);
  }

  @Test
  void a_list_of_tasks_that_renews_itself_does_not_keep_a_session_going() throws Exception {
    HttpUser school = loggedIn("schule-0001").openTasklist();
    await()
        .atMost(Duration.ofSeconds(12))
        .until(
            () ->
                school.camunda("/camunda/api/engine/engine/default/task", "{}").statusCode()
                    == 401);
  }

  @Test
  void who_does_something_stays_but_not_longer_than_the_longest_time() throws Exception {
    Instant begin = Instant.now();
    HttpUser http = loggedIn("technik2");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> http.get("/", "Accept", "text/html").statusCode() == 302);
    assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofSeconds(14));
  }
}
