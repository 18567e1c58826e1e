package de.asvumzug.security.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.asvumzug.security.DoorsFixture;
import de.asvumzug.security.DoorsTestBase;
import de.asvumzug.security.HttpUser;
import de.asvumzug.security.account.Groups;
import de.asvumzug.trail.evidence.RecordedEvidence;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is written about log-ins, refusals, accounts and evidence, and who reads it. */
class SecurityTrailIT extends DoorsTestBase {
  @Autowired private JdbcTemplate jdbc;
  @Autowired private RecordedEvidence evidence;
  @Autowired private SecurityTrail trail;

  /** Somebody whom no other test knows. */
  private String person(String group) {
    String id = "p" + UUID.randomUUID().toString().substring(0, 8);
    User user = engine.getIdentityService().newUser(id);
    user.setPassword(PASSWORD);
    engine.getIdentityService().saveUser(user);
    engine.getIdentityService().createMembership(id, group);
    return id;
  }

  private void written(SecurityTrail.Kind kind, String account, String text) {
    await()
        .until(
            () ->
                jdbc.queryForObject(
                        "select count(*) from umzug.security_trail where kind = ? and account = ? and text like ?",
                        Long.class,
                        kind.name(),
                        account,
                        "%" + text + "%")
                    > 0);
  }

  @Test
  void a_login_is_written_with_its_groups_and_source() throws Exception {
    String id = person(Groups.TECHNIK);
    loggedIn(id);
    written(SecurityTrail.Kind.LOGIN, id, "technik");
    assertThat(
            jdbc.queryForObject(
                "select source from umzug.security_trail where account = ? limit 1",
                String.class,
                id))
        .isEqualTo("127.0.0.1");
  }

  @Test
  void a_wrong_password_is_written() throws Exception {
    String id = person(Groups.TECHNIK);
    nobody().logIn(id, "Falsches-Kennwort-1");
    written(SecurityTrail.Kind.WRONG_PASSWORD, id, "");
  }

  @Test
  void a_refusal_is_written() throws Exception {
    String id = person("schule-0001");
    loggedIn(id).get("/api/migrations");
    written(SecurityTrail.Kind.REFUSED, id, "GET /api/migrations → 403");
  }

  @Test
  void a_read_of_evidence_is_written() throws Exception {
    String path = "/api/worker/moves/" + DoorsFixture.NORD + "/evidence/clients";
    // With its line: other tests in the same database check that move's trail.
    evidence.of(DoorsFixture.NORD).store("clients", Map.of());
    assertThat(
            nobody()
                .get(path, "Authorization", HttpUser.basic("worker-nord", SITE_PASSWORD))
                .statusCode())
        .isEqualTo(200);
    written(SecurityTrail.Kind.READ, "worker-nord", path + " → 200");
  }

  @Test
  void a_program_is_written_once_an_hour() throws Exception {
    String id = person(Groups.TECHNIK);
    for (int i = 0; i < 3; i++) {
      nobody().get("/api/migrations", "Authorization", HttpUser.basic(id, PASSWORD));
    }
    written(SecurityTrail.Kind.PROGRAM, id, "");
    assertThat(
            jdbc.queryForObject(
                "select count(*) from umzug.security_trail where account = ? and kind = 'PROGRAM'",
                Long.class,
                id))
        .isOne();
  }

  @Test
  void a_change_of_roles_through_the_engines_pages_is_written() throws Exception {
    String id = person(Groups.TECHNIK);
    HttpUser admin = loggedIn("admin").openTasklist();
    String path = "/camunda/api/engine/engine/default/group/betreiber/members/" + id;
    int status = admin.send("PUT", path, "X-XSRF-TOKEN", admin.cookie("XSRF-TOKEN")).statusCode();
    assertThat(status).isEqualTo(204);
    written(SecurityTrail.Kind.ACCOUNT, "admin", "PUT " + path);
  }

  @Test
  void accounts_of_the_settings_are_written() {
    written(SecurityTrail.Kind.ACCOUNT, "technik", "in die Gruppe technik aufgenommen");
  }

  @Test
  void it_management_reads_it() throws Exception {
    HttpUser itm = loggedIn("itm");
    assertThat(itm.get("/sicherheit").body()).contains("Sicherheitsprotokoll", "Anmeldung");
    assertThat(itm.json(SecurityTrailController.API).path(0).path("number").asLong()).isPositive();
    written(SecurityTrail.Kind.READ, "itm", "/sicherheit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "technik", "schule-0001"})
  void nobody_else_reads_it(String user) throws Exception {
    HttpUser http = loggedIn(user);
    assertThat(http.get("/sicherheit").statusCode()).isEqualTo(403);
    assertThat(http.get(SecurityTrailController.API).statusCode()).isEqualTo(403);
  }

  @Test
  void who_repeats_something_writes_a_few_lines_an_hour() {
    String id = "x" + UUID.randomUUID();
    for (int i = 0; i < 1000; i++) {
      trail.note(SecurityTrail.Kind.REFUSED, id, "127.9.9.9", "x");
    }
    assertThat(
            jdbc.queryForObject(
                "select count(*) from umzug.security_trail where account = ?", Long.class, id))
        .isEqualTo(30);
  }

  @Test
  void its_lines_are_changed_and_removed_by_nobody_within_twelve_months() {
    trail.note(SecurityTrail.Kind.ACCOUNT, "fest", "127.0.0.1", "x");
    for (String sql :
        new String[] {
          "update umzug.security_trail set text = 'y' where account = 'fest'",
          "delete from umzug.security_trail where account = 'fest'",
          "truncate umzug.security_trail"
        }) {
      assertThatThrownBy(() -> jdbc.update(sql)).isInstanceOf(DataAccessException.class);
    }
  }

  @Test
  void after_twelve_months_it_forgets() {
    jdbc.update(
        "insert into umzug.security_trail (at, kind, account, source, text) values (now() - interval '13 months', 'LOGIN', 'alt', '-', '-'), (now() - interval '11 months', 'LOGIN', 'alt', '-', '-')");
    trail.forget();
    assertThat(
            jdbc.queryForObject(
                "select count(*) from umzug.security_trail where account = 'alt'", Long.class))
        .isOne();
  }
}
