package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import de.asvumzug.plan.Migrations;
import de.asvumzug.step.output.JobLog;
import de.asvumzug.step.output.JobLogKeeper;
import de.asvumzug.step.output.JobLogs;
import de.asvumzug.support.Browser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What jobs on the machines printed, for technik and IT management. */
class JobLogIT extends DoorsTestBase {
  private static final String MOVE = "U-2026-0241";
  private static final String LOGS = "/api/migrations/" + MOVE + "/job-logs";
  private static final String TEXT =
      "pg_restore: Tabelle „Schüler“ eingespielt\n<script>x</script>\n";

  @Autowired private Migrations migrations;
  @Autowired private JobLogs logs;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void a_move_with_two_logs() throws IOException {
    if (migrations.find(MOVE).isEmpty()) {
      migrations.insert(TwoMoves.soon(MOVE), "technik");
    }
    jdbc.sql("delete from umzug.job_log").update();
    keep("backupDatabase", null, 1, "dump", 0, 0);
    keep("restoreTenant", "0001", 2, "restore", 3, 12_000_000);
  }

  private void keep(String element, String school, int attempt, String job, Integer code, long cut)
      throws IOException {
    byte[] stored = gzip(TEXT);
    logs.keep(
        new JobLog(
            MOVE,
            element,
            school,
            attempt,
            "ost-alt",
            job,
            element + "." + job,
            Instant.parse("2026-11-28T20:00:00Z"),
            Instant.parse("2026-11-28T20:10:00Z"),
            code,
            TEXT.getBytes(StandardCharsets.UTF_8).length + cut,
            cut,
            stored,
            JobLogKeeper.sha256(stored)));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private HttpResponse<String> read(String path, String user) throws Exception {
    return nobody().get(path, "Authorization", HttpUser.basic(user, PASSWORD));
  }

  private JsonNode list(String user) throws Exception {
    HttpResponse<String> answer = read(LOGS, user);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"technik", "itm"})
  void technik_and_it_management_read_list_and_text(String user) throws Exception {
    JsonNode all = list(user);
    assertThat(all.findValuesAsText("job")).containsExactly("dump", "restore");
    assertThat(all.at("/1/exitCode").asInt()).isEqualTo(3);
    assertThat(all.at("/1/school").asText()).isEqualTo("0001");
    HttpResponse<String> text = read(LOGS + "/" + all.at("/0/id").asText(), user);
    assertThat(text.body()).isEqualTo(TEXT);
    assertThat(text.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(text.headers().firstValue("Content-Disposition").orElse(""))
        .contains("attachment", MOVE + "-backupDatabase-1-dump.txt");
    assertThat(text.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"schule-0001", "betreiber", "admin"})
  void nobody_else_reads_any_of_it(String user) throws Exception {
    String id = list("technik").at("/0/id").asText();
    assertThat(read(LOGS, user).statusCode()).isEqualTo(403);
    assertThat(read(LOGS + "/" + id, user).statusCode()).isEqualTo(403);
    assertThat(read(LOGS + "/" + id + "/gz", user).statusCode()).isEqualTo(403);
  }

  @Test
  void the_compressed_file_is_the_one_whose_checksum_is_on_the_trail() throws Exception {
    JsonNode log = list("technik").get(0);
    byte[] file =
        java.net.http.HttpClient.newHttpClient()
            .send(
                java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create(
                            "http://localhost:" + port + LOGS + "/" + log.path("id") + "/gz"))
                    .header("Authorization", HttpUser.basic("technik", PASSWORD))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray())
            .body();
    assertThat(JobLogKeeper.sha256(file)).isEqualTo(log.path("sha256").asText());
  }

  @Test
  void an_output_that_was_changed_is_not_given_out() throws Exception {
    String id = list("technik").at("/0/id").asText();
    jdbc.sql("update umzug.job_log set stored = ? where id = ?")
        .params(gzip("nichts gewesen"), Long.valueOf(id))
        .update();
    HttpResponse<String> answer = read(LOGS + "/" + id, "technik");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("Prüfsumme passt nicht", "IT-Leitung verständigen");
  }

  @Test
  void a_log_of_another_move_is_unknown_here() throws Exception {
    String id = list("technik").at("/0/id").asText();
    migrations
        .find("U-2026-0242")
        .or(
            () -> {
              migrations.insert(TwoMoves.soon("U-2026-0242"), "technik");
              return migrations.find("U-2026-0242");
            });
    assertThat(read("/api/migrations/U-2026-0242/job-logs/" + id, "technik").statusCode())
        .isEqualTo(404);
  }

  @Test
  void the_page_of_the_move_lists_them_and_gives_them_out() throws Exception {
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("technik", PASSWORD);
      page.navigate("/umzuege/" + MOVE);
      Locator section = page.locator("section[aria-labelledby=h-auftraege]");
      assertThat(section.locator("tbody tr")).hasCount(2);
      assertThat(section.locator("tbody tr").first()).containsText("Versuch 2");
      Download download =
          page.waitForDownload(() -> section.getByText("herunterladen").last().click());
      assertThat(Files.readString(download.path())).isEqualTo(TEXT);
      section.scrollIntoViewIfNeeded();
      Browser.keepWindow(page, "auftraege");
      page.setViewportSize(320, 900);
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
      section.scrollIntoViewIfNeeded();
      Browser.keepWindow(page, "auftraege-schmal");
    }
  }

  @Test
  void the_page_of_an_operator_has_no_such_list() throws Exception {
    String page = loggedIn("betreiber").get("/umzuege/" + MOVE, "Accept", "text/html").body();
    assertThat(page).contains("Schritte").doesNotContain("h-auftraege", "job-logs");
  }
}
