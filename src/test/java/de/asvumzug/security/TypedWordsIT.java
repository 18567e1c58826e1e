package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.plan.Migrations;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.TrailReader;
import de.asvumzug.trail.chain.TrailRow;
import de.asvumzug.trail.words.TypedWords;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people typed, as it is read and deleted from outside. */
class TypedWordsIT extends DoorsTestBase {
  private static final String SAID = "Frau Huber aus der 5b fehlt";
  private static final String MOVE = "/api/migrations/" + DoorsFixture.MOVE;

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  @Autowired private AuditTrail trail;
  @Autowired private TrailReader reader;
  @Autowired private Migrations migrations;
  @Autowired private JdbcClient jdbc;

  private long line;

  @BeforeEach
  void a_line_with_words() {
    migrations.insert(MigrationFixture.of(), "technik");
    trail.append(
        new AuditEvent(
            DoorsFixture.MOVE,
            TrailKind.DECISION,
            "technik",
            "confirmSysLogin",
            null,
            null,
            "abgeschlossen",
            Map.of("comment", TypedWords.of(SAID))));
    List<TrailRow> rows = reader.rows(DoorsFixture.MOVE);
    line = rows.get(rows.size() - 1).number();
  }

  /** The other tests of this application have no plan to be read. */
  @AfterEach
  void no_plan() {
    jdbc.sql("delete from umzug.migration where id = ?").param(DoorsFixture.MOVE).update();
  }

  @Test
  void the_page_of_the_move_shows_the_words() throws Exception {
    assertThat(loggedIn("itm").get("/umzuege/" + DoorsFixture.MOVE).body())
        .contains("Bemerkung: " + SAID);
  }

  @Test
  void an_export_can_be_made_without_the_words() throws Exception {
    assertThat(read(MOVE + "/trail")).contains(SAID, "\"words\"");
    assertThat(read(MOVE + "/trail?words=false"))
        .doesNotContain("Huber")
        .doesNotContain("\"words\"");
  }

  @Test
  void it_management_deletes_the_words_of_a_line() throws Exception {
    assertThat(delete("itm").statusCode()).isEqualTo(204);

    assertThat(words(line)).isEqualTo("gelöscht am " + GermanFormat.day(Instant.now()));
    assertThat(reader.verify(DoorsFixture.MOVE).findings()).isEmpty();
  }

  @Test
  void what_is_deleted_cannot_be_deleted_again() throws Exception {
    delete("itm");

    HttpResponse<String> answer = delete("itm");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("nichts zu löschen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"technik", "betreiber", "admin", "schule-0001"})
  void nobody_else_deletes_words(String user) throws Exception {
    assertThat(delete(user).statusCode()).isEqualTo(403);

    assertThat(words(line)).isEqualTo(SAID);
  }

  @Test
  void in_a_session_the_password_is_asked_again() throws Exception {
    HttpUser itm = loggedIn("itm");
    Matcher token = TOKEN.matcher(itm.get("/kennwort", "Accept", "text/html").body());
    assertThat(token.find()).isTrue();

    HttpResponse<String> answer =
        itm.send("DELETE", MOVE + "/trail/" + line + "/words", "X-CSRF-TOKEN", token.group(1));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("noch einmal Ihr Kennwort");
    assertThat(words(line)).isEqualTo(SAID);
  }

  private Object words(long number) {
    return reader.rows(DoorsFixture.MOVE).stream()
        .filter(row -> row.number() == number)
        .findFirst()
        .orElseThrow()
        .details()
        .get("comment");
  }

  private String read(String path) throws Exception {
    return nobody().get(path, "Authorization", HttpUser.basic("itm", PASSWORD)).body();
  }

  private HttpResponse<String> delete(String user) throws Exception {
    return nobody()
        .send(
            "DELETE",
            MOVE + "/trail/" + line + "/words",
            "Authorization",
            HttpUser.basic(user, PASSWORD));
  }
}
