package de.asvumzug.web.leitstand;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.chain.TrailRow;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Decisions and their reasons are read on the page, in German. */
class TrailWordsTest {
  private final TrailWords words = new TrailWords();

  private static TrailRow row(TrailKind kind, Map<String, Object> details) {
    return new TrailRow(
        1, Instant.EPOCH, kind, "technik", "x", null, null, "Text", details, "", "");
  }

  @Test
  void a_decision_is_told_with_its_reason() {
    assertThat(
            words.of(
                row(TrailKind.DECISION, Map.of("decision", "skip", "reason", "Drucker fehlt"))))
        .containsExactly("Entscheidung: überspringen", "Begründung: Drucker fehlt");
  }

  @Test
  void a_no_of_a_school_is_told_with_its_words() {
    assertThat(
            words.of(row(TrailKind.DECISION, Map.of("dataComplete", false, "comment", "5b fehlt"))))
        .containsExactly("Daten vollständig: nein", "Bemerkung: 5b fehlt");
  }

  @Test
  void a_mail_is_told_with_the_address_that_it_went_to() {
    assertThat(
            words.of(
                row(
                    TrailKind.MAIL_QUEUED,
                    Map.of("recipient", "neu@schule.example", "refused", "alt@schule.example"))))
        .containsExactly("Empfänger: neu@schule.example", "Abgelehnte Adresse: alt@schule.example");
  }

  @Test
  void deleted_words_are_told_as_deleted() {
    assertThat(words.of(row(TrailKind.DECISION, Map.of("comment", "gelöscht am 27.11.2026"))))
        .containsExactly("Bemerkung: gelöscht am 27.11.2026");
  }

  @Test
  void what_the_system_did_has_no_words() {
    assertThat(words.of(row(TrailKind.COMMAND, Map.of("reason", "x")))).isEmpty();
  }
}
