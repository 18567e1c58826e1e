package de.asvumzug.trail;

import static de.asvumzug.trail.AuditTrailFixture.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.trail.chain.StoredRow;
import de.asvumzug.trail.chain.TrailHash;
import de.asvumzug.trail.chain.TrailRow;
import de.asvumzug.trail.verify.Verification;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTrailTest {
  private static final String MOVE = "U-2026-0001";
  private final AuditTrailFixture kit = new AuditTrailFixture();

  @BeforeEach
  void five_lines() {
    for (int i = 1; i <= 5; i++) {
      kit.trail.append(line(MOVE, "Zeile " + i + " über Müßiggang 🙂", Map.of("nr", i)));
    }
  }

  @Test
  void keeps_every_column_and_chains_the_lines() {
    List<TrailRow> rows = kit.reader.rows(MOVE);

    assertThat(rows).extracting(TrailRow::number).containsExactly(1L, 2L, 3L, 4L, 5L);
    TrailRow second = rows.get(1);
    assertThat(second.kind()).isEqualTo(TrailKind.NOTE);
    assertThat(second.actor()).isEqualTo("technik");
    assertThat(second.element()).isEqualTo("stopSource");
    assertThat(second.school()).isEqualTo("0001");
    assertThat(second.machine()).isEqualTo("alt");
    assertThat(second.text()).isEqualTo("Zeile 2 über Müßiggang 🙂");
    assertThat(second.details()).isEqualTo(Map.of("nr", 2));
    assertThat(second.previousHash()).isEqualTo(rows.get(0).hash());
    assertThat(second.at()).isEqualTo(second.at().truncatedTo(ChronoUnit.MICROS));
    assertThat(rows.get(0).previousHash()).isEqualTo("0".repeat(64));
  }

  @Test
  void an_untouched_trail_is_intact() {
    Verification verification = kit.reader.verify(MOVE);

    assertThat(verification.findings()).isEmpty();
    assertThat(verification.intact()).isTrue();
    assertThat(verification.rows()).isEqualTo(5);
    assertThat(verification.lastHash()).isEqualTo(kit.reader.rows(MOVE).get(4).hash());
  }

  @Test
  void empty_columns_and_odd_characters_verify_too() {
    kit.trail.append(
        new AuditEvent(
            MOVE, TrailKind.NOTE, null, null, null, null, "NUL \0 und \uD800 halb", null));

    assertThat(kit.reader.verify(MOVE).findings()).isEmpty();
    assertThat(kit.reader.rows(MOVE).get(5).actor()).isEqualTo("system");
  }

  @Test
  void moves_have_trails_of_their_own() {
    kit.trail.append(line("U-2026-0002", "Anderer Umzug"));

    assertThat(kit.reader.rows("U-2026-0002")).extracting(TrailRow::number).containsExactly(1L);
    assertThat(kit.reader.verify("U-2026-0002").intact()).isTrue();
    assertThat(kit.reader.verify("U-2026-0003").rows()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update umzug.trail set text = 'x' where number = 3",
        "delete from umzug.trail where number = 5",
        "truncate umzug.trail",
        "delete from umzug.trail_head",
        "truncate umzug.trail_head"
      })
  void the_database_refuses_every_change_even_to_its_owner(String sql) {
    assertThatThrownBy(() -> kit.jdbc.sql(sql).update())
        .rootCause()
        .hasMessageContaining("wird nur angehängt");
    assertThatThrownBy(
            () ->
                kit.transaction.executeWithoutResult(
                    status -> {
                      kit.jdbc.sql("set local session_replication_role = replica").update();
                      kit.jdbc.sql(sql).update();
                    }))
        .rootCause()
        .hasMessageContaining("wird nur angehängt");
    assertThat(kit.reader.verify(MOVE).intact()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update umzug.trail_head set rows = rows - 1",
        "update umzug.trail_head set rows = rows + 1",
        "update umzug.trail_head set last_hash = repeat('1', 64)",
        "update umzug.trail_head set migration_id = 'U-2026-0009'",
        "insert into umzug.trail_head values ('U-2026-0009', 7, repeat('0', 64))"
      })
  void the_head_only_follows_the_rows(String sql) {
    assertThatThrownBy(() -> kit.jdbc.sql(sql).update())
        .rootCause()
        .hasMessageContaining("Protokoll");
  }

  @Test
  void a_row_that_does_not_chain_is_refused() {
    assertThatThrownBy(
            () ->
                kit.jdbc
                    .sql(
                        "insert into umzug.trail select migration_id, 6, at, kind, actor, element,"
                            + " school, machine, text, details, previous_hash, hash"
                            + " from umzug.trail where number = 5")
                    .update())
        .rootCause()
        .hasMessageContaining("schließt nicht an die letzte Zeile an");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          kind          ; 'NOTF'
          actor         ; overlay(actor placing 'X' from 1 for 1)
          actor         ; actor || ' '
          element       ; overlay(element placing 'X' from 1 for 1)
          element       ; null
          school        ; '0002'
          school        ; null
          machine       ; 'alu'
          machine       ; ''
          text          ; overlay(text placing 'X' from 1 for 1)
          details       ; replace(details, '3', '4')
          details       ; details || ' '
          at            ; at + interval '1 microsecond'
          previous_hash ; overlay(previous_hash placing 'g' from 1 for 1)
          hash          ; overlay(hash placing 'g' from 64 for 1)
          book          ; book + 1
          key_id        ; overlay(key_id placing 'g' from 1 for 1)
          mac           ; overlay(mac placing 'g' from 1 for 1)
          """)
  void one_changed_byte_in_any_column_is_found_and_the_row_named(String column, String value) {
    kit.tamper("update umzug.trail set " + column + " = " + value + " where number = 3");

    Verification verification = kit.reader.verify(MOVE);
    assertThat(verification.intact()).isFalse();
    assertThat(verification.findings()).first().asString().contains("Zeile 3");
  }

  @Test
  void text_shifted_between_columns_is_found() {
    kit.tamper("update umzug.trail set school = '00', machine = '01alt' where number = 2");

    assertThat(kit.reader.verify(MOVE).findings())
        .containsExactly("Zeile 2 wurde verändert: Ihre Prüfsumme stimmt nicht.");
  }

  @Test
  void a_row_moved_to_another_move_is_found() {
    kit.tamper("update umzug.trail set migration_id = 'U-2026-0009' where number = 3");

    assertThat(kit.reader.verify(MOVE).findings()).first().isEqualTo("Zeile 3 fehlt.");
    assertThat(kit.reader.verify("U-2026-0009").intact()).isFalse();
  }

  @Test
  void a_renumbered_row_is_found() {
    kit.tamper("update umzug.trail set number = 9 where number = 5");

    assertThat(kit.reader.verify(MOVE).findings())
        .contains(
            "Die Zeilen 5 bis 8 fehlen.", "Zeile 9 wurde verändert: Ihre Prüfsumme stimmt nicht.");
  }

  @Test
  void a_removed_row_is_found() {
    kit.tamper("delete from umzug.trail where number = 2");

    assertThat(kit.reader.verify(MOVE).findings())
        .containsExactly("Zeile 2 fehlt.", "Zeile 3 schließt nicht an die Zeile davor an.");
  }

  @Test
  void a_cut_off_end_is_found() {
    kit.tamper("delete from umzug.trail where number >= 4");

    assertThat(kit.reader.verify(MOVE).findings())
        .containsExactly("Am Ende fehlen die Zeilen 4 bis 5.");
  }

  @Test
  void a_trail_removed_as_a_whole_is_found_by_its_head() {
    kit.tamper("delete from umzug.trail");

    assertThat(kit.reader.verify(MOVE).findings()).contains("Am Ende fehlen die Zeilen 1 bis 5.");
  }

  @Test
  void swapped_rows_are_found() {
    kit.tamper(
        "update umzug.trail a set text = b.text, details = b.details, hash = b.hash"
            + " from umzug.trail b where (a.number, b.number) in ((2, 3), (3, 2))");

    assertThat(kit.reader.verify(MOVE).findings())
        .anyMatch(finding -> finding.startsWith("Zeile 2 wurde verändert"))
        .anyMatch(finding -> finding.startsWith("Zeile 3 wurde verändert"));
  }

  @Test
  void an_appended_foreign_row_is_found() {
    StoredRow forged = forged(6, kit.reader.rows(MOVE).get(4).hash());
    kit.tamper(
        "insert into umzug.trail (migration_id, number, at, kind, actor, text, details,"
            + " previous_hash, hash) values (?, ?, ?, 'NOTE', 'x', 'Erfunden', '{}', ?, ?)",
        MOVE,
        6,
        forged.at().atOffset(java.time.ZoneOffset.UTC),
        forged.previousHash(),
        TrailHash.of(forged));

    assertThat(kit.reader.verify(MOVE).findings())
        .containsExactly(
            "Nach Zeile 5 stehen Zeilen, die nicht angehängt wurden (bis Zeile 6).",
            "Zeile 6 hat keinen Sicherungscode, obwohl Zeile 1 schon einen hat.");
  }

  @Test
  void a_last_row_rewritten_with_a_fitting_hash_is_found_by_the_head() {
    StoredRow forged = forged(5, kit.reader.rows(MOVE).get(3).hash());
    kit.tamper(
        "update umzug.trail set at = ?, actor = 'x', element = null, school = null, machine = null,"
            + " text = 'Erfunden', details = '{}', hash = ?, book = null, key_id = null, mac = null where number = 5",
        forged.at().atOffset(java.time.ZoneOffset.UTC),
        TrailHash.of(forged));

    assertThat(kit.reader.verify(MOVE).findings())
        .contains("Zeile 5 ist nicht die, mit der das Protokoll zuletzt endete.");
  }

  @Test
  void a_lost_head_is_found() {
    kit.tamper("delete from umzug.trail_head");

    assertThat(kit.reader.verify(MOVE).findings()).hasSize(1).first().asString().contains(MOVE);
  }

  @Test
  void the_line_goes_with_the_transaction_that_rolls_back() {
    kit.transaction.executeWithoutResult(
        status -> {
          kit.trail.append(line(MOVE, "Nie geschehen"));
          status.setRollbackOnly();
        });

    assertThat(kit.reader.rows(MOVE)).hasSize(5);
    assertThat(kit.reader.verify(MOVE).intact()).isTrue();
  }

  @Test
  void writers_at_the_same_time_chain_one_after_another() throws Exception {
    int writers = 8;
    int each = 10;
    ExecutorService pool = Executors.newFixedThreadPool(writers);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        work.add(
            () -> {
              for (int i = 0; i < each; i++) {
                kit.trail.append(line("U-2026-0007", "gleichzeitig"));
              }
              return null;
            });
      }
      for (Future<Void> done : pool.invokeAll(work)) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }
    Verification verification = kit.reader.verify("U-2026-0007");
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.rows()).isEqualTo((long) writers * each);
  }

  @Test
  void secrets_do_not_get_on_the_trail() {
    kit.secrets.remember("Geheim!Wort#9");
    kit.trail.append(
        line(
            "U-2026-0008",
            "Anmeldung mit Geheim!Wort#9 versucht",
            Map.of(
                "command",
                Arrays.asList("install.sh", "--pin=4711", "Geheim!Wort#9"),
                "databasePassword",
                "auch geheim")));

    String stored =
        kit.jdbc
            .sql("select text || details from umzug.trail where migration_id = 'U-2026-0008'")
            .query(String.class)
            .single();
    assertThat(stored).doesNotContain("Geheim!Wort#9", "4711", "auch geheim").contains("•••");
  }

  private static StoredRow forged(long number, String previous) {
    return new StoredRow(
        MOVE,
        number,
        java.time.Instant.parse("2026-11-22T20:00:00Z"),
        "NOTE",
        "x",
        null,
        null,
        null,
        "Erfunden",
        "{}",
        previous,
        null,
        null,
        null,
        null);
  }
}
