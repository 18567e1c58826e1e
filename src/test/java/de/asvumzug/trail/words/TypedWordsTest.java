package de.asvumzug.trail.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.trail.AuditTrailFixture;
import de.asvumzug.trail.chain.TrailRow;
import de.asvumzug.trail.verify.Verification;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people typed, beside the chain, on a real database. */
class TypedWordsTest {
  private static final String MOVE = "U-2026-0001";
  private static final String SAID = "Frau Huber aus der 5b fehlt";

  private final AuditTrailFixture kit = new AuditTrailFixture();
  private final WordsDeletion deletion = new WordsDeletion(kit.words, kit.trail, kit.transactions);

  @BeforeEach
  void a_line_with_words_between_two_without() {
    kit.trail.append(AuditTrailFixture.line(MOVE, "davor"));
    kit.trail.append(
        AuditTrailFixture.line(
            MOVE, "abgeschlossen", Map.of("fine", false, "comment", TypedWords.of(SAID))));
    kit.trail.append(AuditTrailFixture.line(MOVE, "danach"));
  }

  @Test
  void the_chain_has_only_the_checksum_of_what_was_typed() {
    assertThat(chained(2))
        .matches("\\{\"comment\":\\{\"wordsSha256\":\"[0-9a-f]{64}\"},\"fine\":false}");
    assertThat(
            kit.jdbc
                .sql("select string_agg(t::text, ' ') from umzug.trail t")
                .query(String.class)
                .single())
        .doesNotContain("Huber");
  }

  @Test
  void the_same_words_have_another_checksum_each_time() {
    kit.trail.append(
        AuditTrailFixture.line(
            MOVE, "abgeschlossen", Map.of("fine", false, "comment", TypedWords.of(SAID))));

    assertThat(chained(4)).isNotEqualTo(chained(2));
    assertThat(chained(4)).hasSameSizeAs(chained(2));
  }

  @Test
  void whoever_reads_the_trail_reads_the_words() {
    assertThat(row(2).details()).isEqualTo(Map.of("fine", false, "comment", SAID));
  }

  @Test
  void words_deep_within_the_details_are_kept_beside_the_chain_too() {
    kit.trail.append(
        AuditTrailFixture.line(
            MOVE,
            "Befunde",
            Map.of(
                "findings",
                List.of(Map.of("finding", "Platte voll", "reason", TypedWords.of(SAID))))));

    assertThat(chained(4)).contains("Platte voll").doesNotContain("Huber");
    assertThat(row(4).details())
        .isEqualTo(Map.of("findings", List.of(Map.of("finding", "Platte voll", "reason", SAID))));
  }

  @Test
  void a_secret_among_the_words_is_masked_before_they_are_kept() {
    kit.secrets.remember("Zuckerwatte-77");
    kit.trail.append(
        AuditTrailFixture.line(
            MOVE, "x", Map.of("comment", TypedWords.of("es ist Zuckerwatte-77"))));

    assertThat(row(4).details()).isEqualTo(Map.of("comment", "es ist •••"));
    assertThat(kit.words.all(MOVE)).noneMatch(one -> one.words().contains("Zuckerwatte"));
  }

  @Test
  void odd_characters_fit_their_checksum_when_they_are_read_again() {
    kit.trail.append(
        AuditTrailFixture.line(MOVE, "x", Map.of("comment", TypedWords.of("NUL \0, \uD800 🙂"))));

    assertThat(kit.reader.verify(MOVE).findings()).isEmpty();
  }

  @Test
  void what_only_looks_like_a_checksum_of_words_makes_no_finding() {
    kit.trail.append(
        AuditTrailFixture.line(MOVE, "x", Map.of("seen", Map.of("wordsSha256", "0".repeat(64)))));

    assertThat(kit.reader.verify(MOVE).findings()).isEmpty();
  }

  @Test
  void the_words_go_with_their_line_when_the_transaction_is_rolled_back() {
    kit.transaction.executeWithoutResult(
        status -> {
          kit.trail.append(
              AuditTrailFixture.line("U-2026-0002", "x", Map.of("reason", TypedWords.of("y"))));
          status.setRollbackOnly();
        });

    assertThat(kit.words.all("U-2026-0002")).isEmpty();
  }

  @Test
  void a_trail_with_its_words_is_intact() {
    Verification verification = kit.reader.verify(MOVE);

    assertThat(verification.findings()).isEmpty();
    assertThat(verification.notes()).noneMatch(note -> note.contains("Worte"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "words = 'Herr Meier fehlt'",
        "salt = repeat('0', 32)",
        "words = 'Herr Meier fehlt', salt = repeat('0', 32)"
      })
  void words_that_were_changed_are_found(String change) {
    kit.tamper("update umzug.trail_words set " + change);

    assertThat(kit.reader.verify(MOVE).findings())
        .containsExactly("Die Worte zu Zeile 2 wurden verändert: Ihre Prüfsumme stimmt nicht.");
    assertThat(row(2).details()).containsEntry("comment", "(die Worte wurden verändert)");
  }

  @Test
  void words_that_vanished_without_a_trace_are_found() {
    kit.tamper("delete from umzug.trail_words");

    assertThat(kit.reader.verify(MOVE).findings()).containsExactly("Die Worte zu Zeile 2 fehlen.");
    assertThat(row(2).details()).containsEntry("comment", "(die Worte fehlen)");
  }

  @Test
  void words_that_were_put_under_another_line_are_found() {
    kit.tamper("update umzug.trail_words set number = 3");

    assertThat(kit.reader.verify(MOVE).findings())
        .containsExactly(
            "Die Worte zu Zeile 2 fehlen.",
            "Zu Zeile 3 gibt es Worte, die in ihr nicht vorkommen.");
  }

  @Test
  void words_deleted_behind_the_applications_back_are_told_of() {
    kit.jdbc
        .sql("update umzug.trail_words set words = null, salt = null, deleted_at = now()")
        .update();

    Verification verification = kit.reader.verify(MOVE);

    assertThat(verification.findings()).isEmpty();
    assertThat(verification.notes())
        .anyMatch(note -> note.startsWith("Gelöscht, ohne dass eine Zeile des Protokolls es sagt"));
  }

  @Test
  void words_of_one_line_are_deleted_with_their_salt_and_the_chain_stays_intact() {
    String before = chained(2);

    assertThat(deletion.ofLine(MOVE, 2, "itm")).isTrue();

    KeptWords left = kit.words.all(MOVE).get(0);
    assertThat(left.words()).isNull();
    assertThat(left.salt()).isNull();
    assertThat(chained(2)).isEqualTo(before);
    Verification verification = kit.reader.verify(MOVE);
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.notes())
        .contains("Gelöscht, wie vorgesehen, sind die Worte zu Zeile 2.");
  }

  @Test
  void deleted_words_say_when_they_were_deleted() {
    deletion.ofLine(MOVE, 2, "itm");

    assertThat(row(2).details())
        .containsEntry("comment", "gelöscht am " + GermanFormat.day(Instant.now()));
  }

  @Test
  void a_line_says_who_deleted_the_words_of_which_line() {
    deletion.ofLine(MOVE, 2, "itm");

    assertThat(row(4).actor()).isEqualTo("itm");
    assertThat(row(4).text()).isEqualTo("Die Worte zu Zeile 2 sind gelöscht.");
  }

  @Test
  void where_there_are_no_words_nothing_is_deleted_and_nothing_said() {
    assertThat(deletion.ofLine(MOVE, 1, "itm")).isFalse();

    assertThat(kit.reader.rows(MOVE)).hasSize(3);
  }

  @Test
  void when_the_retention_is_over_all_words_go_and_one_line_says_so() {
    kit.trail.append(
        AuditTrailFixture.line(MOVE, "noch eine", Map.of("reason", TypedWords.of("Herr Meier"))));

    deletion.retentionOver(MOVE);
    deletion.retentionOver(MOVE);

    assertThat(kit.words.all(MOVE)).hasSize(2).allMatch(KeptWords::deleted);
    assertThat(kit.reader.rows(MOVE)).hasSize(5);
    assertThat(row(5).details()).isEqualTo(Map.of("wordsDeleted", 2));
    assertThat(kit.reader.verify(MOVE).findings()).isEmpty();
    assertThat(kit.reader.verify(MOVE).notes())
        .contains("Gelöscht, wie vorgesehen, sind die Worte zu Zeile 2, 4.");
  }

  @Test
  void the_words_of_another_move_stay() {
    kit.trail.append(
        AuditTrailFixture.line("U-2026-0002", "x", Map.of("reason", TypedWords.of("bleibt"))));

    deletion.retentionOver(MOVE);

    assertThat(kit.words.moves()).containsExactly("U-2026-0002");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update umzug.trail_words set words = 'Herr Meier'",
        "update umzug.trail_words set sha256 = repeat('0', 64)",
        "update umzug.trail_words set words = null, salt = null, deleted_at = now(), number = 1",
        "delete from umzug.trail_words"
      })
  void the_database_lets_words_be_deleted_but_not_changed(String sql) {
    assertThatThrownBy(() -> kit.jdbc.sql(sql).update())
        .rootCause()
        .hasMessageContaining("nur angehängt oder gelöscht");
  }

  @Test
  void what_was_deleted_cannot_be_given_back_with_other_words() {
    deletion.ofLine(MOVE, 2, "itm");

    assertThatThrownBy(
            () ->
                kit.jdbc
                    .sql(
                        "update umzug.trail_words set words = 'x', salt = repeat('0', 32),"
                            + " deleted_at = null")
                    .update())
        .rootCause()
        .hasMessageContaining("nur angehängt oder gelöscht");
  }

  @Test
  void older_lines_with_words_in_them_stay_readable_and_verify() {
    kit.trail.append(
        AuditTrailFixture.line(MOVE, "früher", Map.of("comment", "steht in der Zeile")));

    assertThat(row(4).details()).containsEntry("comment", "steht in der Zeile");
    assertThat(kit.reader.verify(MOVE).findings()).isEmpty();
  }

  private String chained(long number) {
    return kit.jdbc
        .sql("select details from umzug.trail where migration_id = ? and number = ?")
        .params(MOVE, number)
        .query(String.class)
        .single();
  }

  private TrailRow row(int number) {
    return kit.reader.rows(MOVE).get(number - 1);
  }
}
