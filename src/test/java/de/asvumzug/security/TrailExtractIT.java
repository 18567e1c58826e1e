package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import de.asvumzug.plan.Migrations;
import de.asvumzug.protocol.verify.VerifyCommand;
import de.asvumzug.support.Browser;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.TrailReader;
import de.asvumzug.trail.words.TypedWords;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Parts of trails as files. */
class TrailExtractIT extends DoorsTestBase {
  private static final String MOVE = "U-2026-0231";
  private static final String OTHER = "U-2026-0232";
  private static final String HOSTILE = "=HYPERLINK(\"http://x.example\";\"=1+1\");\r\n@SUM(1)";

  @TempDir Path folder;
  @Autowired private Migrations migrations;
  @Autowired private AuditTrail trail;
  @Autowired private TrailReader reader;

  @BeforeEach
  void two_moves_with_trails() {
    for (String move : List.of(MOVE, OTHER)) {
      if (migrations.find(move).isEmpty()) {
        migrations.insert(TwoMoves.soon(move), "technik");
      }
    }
    if (reader.rows(MOVE).isEmpty()) {
      append(MOVE, TrailKind.PLAN_ACCEPTED, null, "Plan angenommen", Map.of());
      append(MOVE, TrailKind.COMMAND, null, "systemctl stop asv", Map.of());
      append(MOVE, TrailKind.NOTE, "0001", "Größe \"geprüft\"; gut", Map.of());
      append(MOVE, TrailKind.DECISION, "0003", HOSTILE, Map.of("comment", TypedWords.of(HOSTILE)));
      append(OTHER, TrailKind.NOTE, null, "anderer Umzug", Map.of());
    }
  }

  private void append(
      String move, TrailKind kind, String school, String text, Map<String, Object> details) {
    trail.append(new AuditEvent(move, kind, "technik", null, school, "ost-alt", text, details));
  }

  private HttpResponse<String> read(String path, String user) throws Exception {
    return nobody().get(path, "Authorization", HttpUser.basic(user, PASSWORD));
  }

  private List<CSVRecord> table(String path, String user) throws Exception {
    HttpResponse<String> answer = read(path, user);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    return records(answer.body());
  }

  private static List<CSVRecord> records(String body) throws IOException {
    assertThat(body).startsWith("\uFEFF");
    CSVFormat german =
        CSVFormat.RFC4180.builder().setDelimiter(';').setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(body.substring(1), german)) {
      return parser.getRecords();
    }
  }

  private static List<String> column(List<CSVRecord> records, String name) {
    return records.stream().map(one -> one.get(name)).toList();
  }

  @Test
  void a_table_holds_the_lines_of_the_page_and_says_at_its_end_that_it_proves_nothing()
      throws Exception {
    List<CSVRecord> records = table("/api/migrations/" + MOVE + "/trail.csv", "technik");
    assertThat(column(records, "Nummer")).containsExactly("1", "3", "4", "");
    assertThat(records.get(1).get("Text")).isEqualTo("Größe \"geprüft\"; gut");
    assertThat(records.get(1).get("Zeit (UTC)"))
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    assertThat(records.get(3).get("Art")).isEqualTo("ENDE");
    assertThat(records.get(3).get("Text"))
        .startsWith("Ende nach 3 Zeilen.")
        .contains("kein Nachweis", "/api/migrations/" + MOVE + "/trail");
    assertThat(records.get(3).get("Einzelheiten")).isEqualTo("ohne Befehle auf den Maschinen");
    assertThat(records).allMatch(one -> one.size() == 11);
  }

  @Test
  void what_somebody_typed_computes_nothing_in_a_spreadsheet() throws Exception {
    CSVRecord hostile = table("/api/migrations/" + MOVE + "/trail.csv", "technik").get(2);
    assertThat(hostile.get("Text"))
        .isEqualTo("'=HYPERLINK(\"http://x.example\";\"'=1+1\"); '@SUM(1)");
    assertThat(hostile.get("Einzelheiten")).contains("HYPERLINK").doesNotContain("\"=", ";=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "befehle=ja | 1 2 3 4",
        "art=befehle | 2",
        "art=entscheidungen | 1 4",
        "schule=0001 | 3",
        "worte=gepr%C3%BCft | 3",
        "art=schritte&schule=0001 | 3",
        "worte=gibtesnicht |",
      })
  void the_filter_of_the_page_holds_for_both_files(String filter, String numbers) throws Exception {
    String path = "/api/migrations/" + MOVE + "/trail";
    List<String> expected = numbers == null ? List.of() : List.of(numbers.split(" "));
    List<String> table = column(table(path + ".csv?" + filter, "itm"), "Nummer");
    assertThat(table.subList(0, table.size() - 1)).isEqualTo(expected);
    JsonNode json = new ObjectMapper().readTree(read(path + ".json?" + filter, "itm").body());
    assertThat(json.path("rows").findValuesAsText("number")).isEqualTo(expected);
    assertThat(json.path("count").asInt()).isEqualTo(expected.size());
  }

  @Test
  void a_json_extract_says_what_it_is_and_keeps_each_word() throws Exception {
    JsonNode json =
        new ObjectMapper()
            .readTree(read("/api/migrations/" + MOVE + "/trail.json", "betreiber").body());
    assertThat(json.path("format").asText()).isEqualTo("asv-umzug/trail-extract/1");
    assertThat(json.path("proof").asBoolean(true)).isFalse();
    assertThat(json.path("note").asText()).contains("kein Nachweis");
    assertThat(json.at("/rows/2/text").asText()).isEqualTo(HOSTILE);
    assertThat(json.at("/rows/2/details/comment").asText()).isEqualTo(HOSTILE);
  }

  @Test
  void an_extract_does_not_pass_for_the_whole_trail() throws Exception {
    Path file = folder.resolve("auszug.json");
    Files.writeString(file, read("/api/migrations/" + MOVE + "/trail.json", "technik").body());
    assertThat(VerifyCommand.main(new String[] {file.toString()})).isEqualTo(2);
    assertThat(
            new ObjectMapper()
                .readTree(read("/api/migrations/" + MOVE + "/trail", "technik").body())
                .path("format")
                .asText())
        .isEqualTo("asv-umzug/trail-export/2");
  }

  @Test
  void it_management_alone_gets_the_lines_of_all_moves() throws Exception {
    List<CSVRecord> records = table("/api/trail.csv?art=schritte", "itm");
    assertThat(column(records, "Umzug")).contains(MOVE, OTHER);
    assertThat(column(records, "Text")).contains("anderer Umzug");
    assertThat(records.get(records.size() - 1).get("Text")).contains("/api/migrations/<Umzug>");
    assertThat(read("/api/trail.csv", "technik").statusCode()).isEqualTo(403);
    assertThat(read("/api/trail.csv", "schule-0001").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"art=gibtesnicht", "schule=9999"})
  void a_filter_that_is_not_understood_gives_no_file(String filter) throws Exception {
    HttpResponse<String> answer =
        read("/api/migrations/" + MOVE + "/trail.csv?" + filter, "technik");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Bitte wählen Sie eine").doesNotContain("gezeigt werden");
  }

  @Test
  void people_take_away_what_the_page_shows() throws Exception {
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("technik", PASSWORD);
      page.navigate("/umzuege/" + MOVE + "?schule=0001&worte=Gr%C3%B6%C3%9Fe");
      Locator link = page.locator("section.protokoll").getByText("als Tabelle (CSV)");
      assertThat(link).isVisible();
      Download download = page.waitForDownload(link::click);
      assertThat(download.suggestedFilename()).isEqualTo("protokoll-" + MOVE + ".csv");
      String body = Files.readString(download.path(), StandardCharsets.UTF_8);
      assertThat(column(records(body), "Nummer")).containsExactly("3", "");
      link.scrollIntoViewIfNeeded();
      Browser.keepWindow(page, "protokoll-auszug");
      page.setViewportSize(320, 900);
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
      link.scrollIntoViewIfNeeded();
      Browser.keepWindow(page, "protokoll-auszug-schmal");
    }
  }
}
