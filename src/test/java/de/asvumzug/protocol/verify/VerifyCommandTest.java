package de.asvumzug.protocol.verify;

import static de.asvumzug.trail.AuditTrailFixture.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.asvumzug.AsvUmzugApplication;
import de.asvumzug.support.OwnTables;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrailFixture;
import de.asvumzug.trail.Forger;
import de.asvumzug.trail.StampAuthority;
import de.asvumzug.trail.TrailExport;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.TrailSettings;
import de.asvumzug.trail.words.TypedWords;
import de.asvumzug.trail.words.WordsDeletion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exported trail, checked without the application. */
class VerifyCommandTest {
  private static final String MOVE = "U-2026-0001";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private AuditTrailFixture kit;
  private Path file;
  private Path key;

  /** What was said, and the exit code. */
  private record Answer(int code, String said) {}

  @BeforeEach
  void an_export_of_three_lines() throws Exception {
    kit = new AuditTrailFixture(OwnTables.fresh(), folder.resolve("node"));
    kit.trail.append(line("U-2026-0002", "Anderer Umzug"));
    for (int i = 1; i <= 3; i++) {
      kit.trail.append(
          line(MOVE, "Zeile " + i + " über Müßiggang", Map.of("nr", i, "anteil", 0.5)));
    }
    kit.book.giveOut(MOVE, "Mail");
    kit.evidence.of(MOVE).store("manifest", Map.of("files", 1));
    file = export(kit);
    key = kit.keys.file(kit.keys.newest().orElseThrow().id()).orElseThrow();
  }

  @Test
  void an_untouched_export_is_valid_with_the_key() {
    Answer answer = verify(file.toString(), "--key", key.toString());

    assertThat(answer.said())
        .startsWith("gültig: Protokoll von U-2026-0001, 4 Zeilen")
        .contains(kit.reader.verify(MOVE).lastHash(), "Sicherungscodes geprüft ab Zeile 1");
    assertThat(answer.code()).isZero();
  }

  @Test
  void without_the_key_it_says_that_the_codes_were_not_checked() {
    Answer answer = verify(file.toString());

    assertThat(answer.said())
        .startsWith("gültig")
        .contains("Ohne Schlüssel", "nicht die Sicherungscodes");
    assertThat(answer.code()).isZero();
  }

  @Test
  void a_changed_text_is_named_by_its_line() throws Exception {
    change(export -> ((ObjectNode) export.at("/rows/1")).put("text", "Nie geschehen"));

    Answer answer = verify(file.toString());
    assertThat(answer.said())
        .startsWith("ungültig")
        .contains("Zeile 2 wurde verändert: Ihre Prüfsumme stimmt nicht.");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void a_line_changed_in_the_database_and_chained_anew_is_named_with_the_key_only()
      throws Exception {
    new Forger(kit).rewrite(MOVE, 4, row -> Forger.withText(row, "Erfunden"));
    file = export(kit);

    assertThat(verify(file.toString()).code()).isZero();
    Answer answer = verify(file.toString(), "--key", key.toString());
    assertThat(answer.said()).contains("Zeile 4 ist nicht die, die geschrieben wurde");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void readable_details_that_are_not_the_sealed_ones_are_named() throws Exception {
    change(export -> ((ObjectNode) export.at("/rows/1/details")).put("nr", 9));

    assertThat(verify(file.toString()).said()).contains("Zeile 2: Was unter details steht");
  }

  @Test
  void a_line_cut_off_is_told_by_the_head() throws Exception {
    change(export -> ((ArrayNode) export.get("rows")).remove(3));

    assertThat(verify(file.toString()).said()).contains("Am Ende fehlen die Zeilen 4 bis 4.");
  }

  @Test
  void a_line_cut_off_together_with_the_head_is_told_by_a_head_from_a_mail() throws Exception {
    String hash = kit.reader.verify(MOVE).lastHash();
    new Forger(kit).cutAfter(MOVE, 3);
    file = export(kit);

    assertThat(verify(file.toString(), "--key", key.toString()).code()).isZero();
    Answer answer = verify(file.toString(), "--key", key.toString(), "--head", "4:" + hash);
    assertThat(answer.said())
        .contains("Zeile 4, die außerhalb der Datenbank bekannt ist, gibt es nicht");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void an_export_without_the_book_is_not_valid() throws Exception {
    change(export -> ((ObjectNode) export).putArray("book"));

    assertThat(verify(file.toString()).said()).contains("fehlt der Auszug aus dem Buch");
  }

  @Test
  void another_key_does_not_do() throws Exception {
    Path other = folder.resolve("other.key");
    Files.writeString(other, "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\n");

    Answer answer = verify(file.toString(), "--key", other.toString());
    assertThat(answer.said()).contains("der hier fehlt");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void the_part_that_a_school_may_see_is_called_incomplete() throws Exception {
    kit.trail.append(new AuditEvent(MOVE, TrailKind.NOTE, null, null, "0002", null, "x", null));
    TrailExport part = kit.reader.export(MOVE).only(row -> !"0002".equals(row.school()));
    Files.writeString(file, kit.json.write(part));

    assertThat(verify(file.toString()).said()).contains("Der Export ist nicht vollständig");
  }

  @Test
  void words_are_checked_with_the_export_that_has_them() throws Exception {
    says("Frau Huber fehlt");

    Answer answer = verify(file.toString(), "--key", key.toString());

    assertThat(Files.readString(file)).contains("Frau Huber fehlt");
    assertThat(answer.said()).startsWith("gültig");
    assertThat(answer.code()).isZero();
  }

  @Test
  void words_changed_in_an_export_are_named_by_their_line() throws Exception {
    says("Frau Huber fehlt");
    change(export -> ((ObjectNode) export.at("/words/0")).put("words", "Herr Meier fehlt"));

    Answer answer = verify(file.toString(), "--key", key.toString());

    assertThat(answer.said()).contains("Die Worte zu Zeile 5 wurden verändert");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void words_changed_where_people_read_them_are_named_too() throws Exception {
    says("Frau Huber fehlt");
    change(export -> ((ObjectNode) export.at("/rows/4/details")).put("comment", "Alles gut"));

    assertThat(verify(file.toString()).said()).contains("Zeile 5: Was unter details steht");
  }

  @Test
  void an_export_without_the_words_is_valid_and_says_what_is_not_checked() throws Exception {
    says("Frau Huber fehlt");
    Files.writeString(file, kit.json.write(kit.reader.export(MOVE).withoutWords()));

    Answer answer = verify(file.toString(), "--key", key.toString());

    assertThat(Files.readString(file)).doesNotContain("Huber");
    assertThat(answer.said()).startsWith("gültig").contains("nicht, was getippt wurde");
    assertThat(answer.code()).isZero();
  }

  @Test
  void deleted_words_are_no_fault_of_an_export() throws Exception {
    says("Frau Huber fehlt");
    new WordsDeletion(kit.words, kit.trail, kit.transactions).ofLine(MOVE, 5, "itm");
    file = export(kit);

    Answer answer = verify(file.toString(), "--key", key.toString());

    assertThat(Files.readString(file)).doesNotContain("Huber");
    assertThat(answer.said()).startsWith("gültig").contains("Gelöscht, wie vorgesehen");
    assertThat(answer.code()).isZero();
  }

  @Test
  void an_export_from_before_words_were_kept_beside_the_lines_is_valid() throws Exception {
    change(
        export -> {
          ((ObjectNode) export).put("format", "asv-umzug/trail-export/1");
          ((ObjectNode) export).remove("words");
        });

    assertThat(verify(file.toString(), "--key", key.toString()).said())
        .startsWith("gültig")
        .doesNotContain("getippt");
  }

  @Test
  void a_school_gets_no_words_of_lines_that_it_may_not_see() {
    kit.trail.append(
        new AuditEvent(
            MOVE,
            TrailKind.DECISION,
            "schule2",
            null,
            "0002",
            null,
            "x",
            Map.of("comment", TypedWords.of("Frau Huber fehlt"))));

    TrailExport part = kit.reader.export(MOVE).only(row -> !"0002".equals(row.school()));

    assertThat(kit.json.write(part)).doesNotContain("Huber");
  }

  @Test
  void stamps_are_checked_too() throws Exception {
    try (StampAuthority authority = new StampAuthority("Zeit")) {
      Path certificate = authority.certificate(folder.resolve("zeit.pem"));
      AuditTrailFixture stamped =
          new AuditTrailFixture(
              OwnTables.fresh(),
              new TrailSettings(
                  folder.resolve("stamped"),
                  null,
                  null,
                  authority.url(),
                  certificate,
                  Duration.ofHours(1),
                  Duration.ofSeconds(5)));
      stamped.trail.append(line(MOVE, "Zeile 1"));
      stamped.stamps.stamp();
      file = export(stamped);

      assertThat(verify(file.toString(), "--tsa", certificate.toString()).said())
          .contains("Zeitstempel vom", "CN=Zeit", "bis Zeile 1.");
      assertThat(verify(file.toString()).said()).contains("die Stelle selbst ist nicht geprüft");
      change(export -> ((ObjectNode) export.at("/stamps/0")).put("hash", "0".repeat(64)));
      assertThat(verify(file.toString()).code()).isEqualTo(1);
    }
  }

  @Test
  void what_is_no_export_cannot_be_checked() throws Exception {
    Path other = Files.writeString(folder.resolve("x.json"), "[]");

    assertThat(verify().code()).isEqualTo(2);
    assertThat(verify(folder.resolve("fehlt.json").toString()).code()).isEqualTo(2);
    assertThat(verify(other.toString()).code()).isEqualTo(2);
    assertThat(verify(file.toString(), "--key").code()).isEqualTo(2);
    assertThat(verify(file.toString(), "--head", "4").said()).startsWith("nicht prüfbar");
  }

  @Test
  void the_program_itself_answers_without_starting_the_application() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AsvUmzugApplication.class.getName(),
                "verify",
                file.toString(),
                "--key",
                key.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).startsWith("gültig").doesNotContain("Spring");
    assertThat(process.exitValue()).isZero();
  }

  /** One more line, with words, exported again. */
  private void says(String words) throws IOException {
    kit.trail.append(line(MOVE, "gesagt", Map.of("comment", TypedWords.of(words))));
    file = export(kit);
  }

  private Path export(AuditTrailFixture from) throws IOException {
    return Files.writeString(
        folder.resolve("trail.json"), from.json.write(from.reader.export(MOVE)));
  }

  private void change(Consumer<JsonNode> change) throws IOException {
    JsonNode export = JSON.readTree(Files.readString(file));
    change.accept(export);
    Files.writeString(file, JSON.writeValueAsString(export));
  }

  private static Answer verify(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code = VerifyCommand.run(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
    return new Answer(code, said.toString(StandardCharsets.UTF_8));
  }
}
