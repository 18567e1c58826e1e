package de.asvumzug.trail;

import static de.asvumzug.trail.AuditTrailFixture.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.support.OwnTables;
import de.asvumzug.trail.chain.KnownHead;
import de.asvumzug.trail.chain.StoredRow;
import de.asvumzug.trail.chain.TrailHash;
import de.asvumzug.trail.chain.TrailHead;
import de.asvumzug.trail.key.TrailKey;
import de.asvumzug.trail.key.TrailKeyProblem;
import de.asvumzug.trail.verify.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who owns the whole database, but not the key, cannot do unnoticed. */
class SealedTrailTest {
  private static final String MOVE = "U-2026-0001";
  private static final String OTHER = "U-2026-0002";

  @TempDir Path folder;
  private final DataSource database = OwnTables.fresh();
  private AuditTrailFixture kit;
  private Forger forger;

  @BeforeEach
  void five_lines() {
    kit = node("a");
    forger = new Forger(kit);
    for (int i = 1; i <= 5; i++) {
      kit.trail.append(line(MOVE, "Zeile " + i));
    }
  }

  @Test
  void every_line_names_its_key_and_verifies() {
    Verification verification = kit.reader.verify(MOVE);

    assertThat(verification.findings()).isEmpty();
    assertThat(verification.sealedFrom()).isEqualTo(1);
    assertThat(verification.head().keyId()).isEqualTo(kit.keys.newest().orElseThrow().id());
    assertThat(verification.head().number()).isEqualTo(5);
    assertThat(verification.head().hash()).isEqualTo(verification.lastHash());
  }

  @Test
  void a_line_that_was_changed_and_chained_anew_with_its_head_is_named() {
    forger.rewrite(MOVE, 3, row -> Forger.withText(row, "Nie geschehen"));

    assertThat(kit.reader.verify(MOVE).findings())
        .containsExactly(
            "Zeile 3 ist nicht die, die geschrieben wurde: Ihr Sicherungscode passt nicht. Was"
                + " danach steht (bis Zeile 5), wurde neu verkettet.");
  }

  @Test
  void the_last_line_changed_with_its_head_is_named() {
    forger.rewrite(MOVE, 5, row -> Forger.withText(row, "Nie geschehen"));

    assertThat(kit.reader.verify(MOVE).findings())
        .containsExactly(
            "Zeile 5 ist nicht die, die geschrieben wurde: Ihr Sicherungscode passt nicht.");
  }

  @Test
  void lines_sealed_with_a_forged_key_are_found() {
    TrailKey own = TrailKey.of(Base64.getEncoder().encodeToString(new byte[32]));
    forger.rewriteAll(MOVE, row -> row.number() < 5 ? row : Forger.sealedBy(row, own));

    assertThat(kit.reader.verify(MOVE).findings())
        .containsExactly(
            "Zeile 5 nennt den Schlüssel "
                + own.id()
                + ", der hier fehlt; ihr Sicherungscode ist nicht geprüft.");
  }

  @Test
  void a_line_without_a_code_behind_one_with_a_code_is_a_breach() {
    forger.unseal(MOVE, 4);

    assertThat(kit.reader.verify(MOVE).findings())
        .containsExactly(
            "Die Zeilen 4 bis 5 haben keinen Sicherungscode, obwohl Zeile 1 schon einen hat.");
  }

  @Test
  void a_trail_whose_codes_were_all_taken_away_is_found_by_the_book() {
    forger.unseal(MOVE, 1);

    assertThat(kit.reader.verify(MOVE).findings())
        .containsExactly(
            "Ab Zeile 1 müsste jede Zeile einen Sicherungscode haben; so steht es im Buch der"
                + " Protokolle (Eintrag 2).");
  }

  @Test
  void the_database_refuses_a_line_without_a_code() {
    assertThatThrownBy(
            () ->
                kit.jdbc
                    .sql(
                        "insert into umzug.trail (migration_id, number, at, kind, actor, text,"
                            + " details, previous_hash, hash) select migration_id, 6, at, kind,"
                            + " actor, text, details, hash, hash from umzug.trail where number = 5")
                    .update())
        .rootCause()
        .hasMessageContaining("keinen Sicherungscode");
  }

  @Test
  void lines_from_before_the_codes_are_taken_over_and_the_first_code_is_named() {
    DataSource old = OwnTables.fresh();
    AuditTrailFixture before = new AuditTrailFixture(old, folder.resolve("old"));
    before.trail.append(line(MOVE, "alt"));
    before.trail.append(line(MOVE, "alt"));
    new Forger(before).unseal(MOVE, 1);
    before.tamper("delete from umzug.trail_book");

    AuditTrailFixture now = new AuditTrailFixture(old, folder.resolve("new"));
    now.trail.append(line(MOVE, "neu"));

    Verification verification = now.reader.verify(MOVE);
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.sealedFrom()).isEqualTo(3);
  }

  @Test
  void a_trail_that_vanished_as_a_whole_is_noticed() {
    kit.trail.append(line(OTHER, "Anderer Umzug"));
    forger.remove(MOVE);

    assertThat(kit.reader.verify(MOVE).findings())
        .singleElement()
        .asString()
        .startsWith("Das Protokoll von U-2026-0001 fehlt als Ganzes");
    assertThat(kit.reader.faultsOfBook())
        .containsExactly("Das Protokoll des Umzugs U-2026-0001 ist als Ganzes verschwunden.");
  }

  @Test
  void a_trail_removed_together_with_the_end_of_the_book_is_noticed_by_the_other_trails() {
    kit.trail.append(line(OTHER, "Der neueste Umzug"));
    kit.trail.append(line(MOVE, "Zeile 6"));
    forger.remove(OTHER);
    kit.tamper("delete from umzug.trail_book where number = 3");

    assertThat(other("b").reader.verify(MOVE).findings())
        .contains(
            "Im Buch der Protokolle fehlt das Ende: Es hat 2 Einträge; bekannt ist schon Eintrag"
                + " 3.",
            "Zeile 6 nennt einen Eintrag im Buch der Protokolle, den es nicht gibt.");
  }

  @Test
  void a_trail_removed_together_with_its_entry_in_the_middle_of_the_book_is_noticed() {
    kit.trail.append(line(OTHER, "Anderer Umzug"));
    forger.remove(MOVE);
    kit.tamper("delete from umzug.trail_book where number = 2");

    assertThat(kit.reader.faultsOfBook())
        .containsExactly("Eintrag 3 im Buch der Protokolle schließt nicht an Eintrag 1 an.");
  }

  @Test
  void a_changed_entry_of_the_book_is_named() {
    kit.trail.append(line(OTHER, "Anderer Umzug"));
    kit.tamper("update umzug.trail_book set migration_id = 'U-2026-0009' where number = 2");

    assertThat(kit.reader.faultsOfBook())
        .contains(
            "Eintrag 2 im Buch der Protokolle wurde verändert: Seine Prüfsumme stimmt nicht.");
  }

  @Test
  void an_end_that_was_cut_off_behind_a_head_that_went_out_is_noticed() {
    kit.book.giveOut(MOVE, "Mail");
    forger.cutAfter(MOVE, 4);

    assertThat(kit.reader.verify(MOVE).findings())
        .singleElement()
        .asString()
        .startsWith("Das Protokoll endet mit Zeile 4; es hatte aber schon Zeile 5 (Buch der")
        .contains("Eintrag 3", "Mail");
  }

  @Test
  void an_end_that_was_cut_off_with_its_head_and_the_book_is_told_by_a_head_from_outside() {
    TrailHead head = kit.book.giveOut(MOVE, "Mail").orElseThrow();
    forger.cutAfter(MOVE, 4);
    kit.tamper("delete from umzug.trail_book where number = 3");
    TrailReader reader = other("b").reader;

    assertThat(reader.verify(MOVE).findings()).isEmpty();
    assertThat(reader.verify(MOVE, new KnownHead(head.number(), head.hash())).findings())
        .singleElement()
        .asString()
        .contains("Zeile 5", "älteren Stand");
  }

  @Test
  void a_head_from_outside_that_the_trail_continues_is_confirmed() {
    TrailHead head = kit.book.giveOut(MOVE, "Mail").orElseThrow();
    kit.trail.append(line(MOVE, "Zeile 6"));

    Verification verification =
        kit.reader.verify(MOVE, new KnownHead(head.number(), " " + head.hash().toUpperCase()));
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.notes())
        .contains(
            "Das Protokoll setzt den bekannten Stand (Zeile 5) unverändert fort, bis Zeile 6.");
  }

  @Test
  void whoever_has_the_key_as_well_is_told_by_a_head_from_outside_only() {
    TrailHead head = kit.book.giveOut(MOVE, "Mail").orElseThrow();
    TrailKey key = kit.keys.newest().orElseThrow();
    String[] previous = {TrailHash.START};
    forger.rewriteAll(
        MOVE,
        row -> {
          StoredRow changed = Forger.withText(row, "Erfunden");
          StoredRow sealed = Forger.linkedTo(changed, previous[0]).sealed(key);
          previous[0] = sealed.hash();
          return sealed;
        });
    kit.tamper("delete from umzug.trail_book where number = 3");
    TrailReader reader = other("b").reader;

    assertThat(reader.verify(MOVE).findings()).isEmpty();
    assertThat(reader.verify(MOVE, new KnownHead(head.number(), head.hash())).findings())
        .singleElement()
        .asString()
        .contains("Zeile 5 ist nicht die, die außerhalb der Datenbank bekannt ist");
  }

  @Test
  void a_node_notices_that_the_book_it_knew_was_set_back() {
    kit.book.giveOut(MOVE, "Mail");
    forger.cutAfter(MOVE, 4);
    kit.tamper("delete from umzug.trail_book where number = 3");

    assertThat(kit.reader.verify(MOVE).findings())
        .containsExactly(
            "Im Buch der Protokolle fehlt das Ende: Es hat 2 Einträge; bekannt ist schon Eintrag"
                + " 3.");
  }

  @Test
  void a_check_beside_somebody_who_writes_raises_no_alarm() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<?> writer =
          pool.submit(
              () -> {
                for (int i = 0; i < 300; i++) {
                  kit.book.giveOut(MOVE, "Mail");
                }
              });
      while (!writer.isDone()) {
        assertThat(kit.reader.verify(MOVE).findings()).isEmpty();
        assertThat(kit.reader.faultsOfBook()).isEmpty();
      }
      writer.get();
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void an_entry_of_the_book_is_on_the_disk_before_a_node_remembers_it() {
    String setting =
        kit.transaction.execute(
            status -> {
              kit.jdbc.sql("set local synchronous_commit = off").update();
              kit.book.giveOut(MOVE, "Mail");
              return kit.jdbc.sql("show synchronous_commit").query(String.class).single();
            });

    assertThat(setting).isEqualTo("on");
  }

  @Test
  void a_node_does_not_begin_a_book_anew_that_it_knew() {
    kit.tamper("delete from umzug.trail_book");
    forger.unseal(MOVE, 1);

    assertThatThrownBy(() -> node("a"))
        .isInstanceOf(TrailKeyProblem.class)
        .hasMessageContaining("ersetzt oder geleert")
        .hasMessageContaining(kit.known.file().toString());
  }

  @Test
  void a_node_without_the_key_in_use_does_not_start() {
    assertThatThrownBy(() -> node("b"))
        .isInstanceOf(TrailKeyProblem.class)
        .hasMessageContaining(kit.keys.newest().orElseThrow().id())
        .hasMessageContaining("vom anderen Knoten")
        .hasMessageContaining(folder.resolve("b").resolve("keys").toString());
    assertThat(folder.resolve("b").resolve("keys")).doesNotExist();
  }

  @Test
  void a_lost_key_has_to_be_confirmed_and_stays_named() {
    String lost = kit.keys.newest().orElseThrow().id();
    Path own = folder.resolve("b");
    AuditTrailFixture next =
        new AuditTrailFixture(
            database,
            new TrailSettings(
                own, null, lost, null, null, Duration.ofHours(1), Duration.ofSeconds(5)));
    next.trail.append(line(MOVE, "Zeile 6"));

    assertThat(next.reader.verify(MOVE).findings())
        .contains(
            "Die Zeilen 1 bis 5 nennen den Schlüssel "
                + lost
                + ", der hier fehlt; ihre Sicherungscodes sind nicht geprüft.");
    assertThat(node("b").reader.verify(MOVE).head().keyId()).isNotEqualTo(lost);
  }

  @Test
  void a_node_whose_key_has_another_content_does_not_start() {
    kit.tamper("update umzug.trail_book set mac = repeat('0', 64) where number = 2");

    assertThatThrownBy(() -> other("b"))
        .isInstanceOf(TrailKeyProblem.class)
        .hasMessageContaining("Eintrag (2)");
  }

  @Test
  void the_first_start_makes_a_key_that_only_its_user_may_read() throws Exception {
    Path file = kit.keys.file(kit.keys.newest().orElseThrow().id()).orElseThrow();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(kit.keys.readableByOthers()).isEmpty();
  }

  @Test
  void a_newer_key_is_used_from_the_next_start_on_and_both_verify() throws Exception {
    String old = kit.keys.newest().orElseThrow().id();
    giveKey("a", "2027.key", 7);

    AuditTrailFixture next = node("a");
    next.trail.append(line(MOVE, "Zeile 6"));

    assertThat(next.reader.verify(MOVE).findings()).isEmpty();
    assertThat(next.reader.verify(MOVE).head().keyId()).isNotEqualTo(old);
    assertThat(next.reader.faultsOfBook()).isEmpty();
  }

  @Test
  void a_node_that_runs_takes_a_new_key_up_as_soon_as_another_one_uses_it() throws Exception {
    AuditTrailFixture second = other("b");
    giveKey("b", "2027.key", 7);
    giveKey("a", "2027.key", 7);
    AuditTrailFixture first = node("a");
    first.trail.append(line(MOVE, "neu"));

    second.trail.append(line(MOVE, "auch neu"));

    assertThat(second.reader.verify(MOVE).findings()).isEmpty();
    assertThat(second.reader.verify(MOVE).head().keyId())
        .isEqualTo(first.keys.newest().orElseThrow().id());
  }

  @Test
  void a_node_that_runs_without_the_new_key_writes_nothing() throws Exception {
    AuditTrailFixture second = other("b");
    giveKey("a", "2027.key", 7);
    node("a").trail.append(line(MOVE, "neu"));

    assertThatThrownBy(() -> second.trail.append(line(MOVE, "ungeprüft")))
        .isInstanceOf(TrailKeyProblem.class)
        .hasMessageContaining("den dieser Knoten nicht hat");
  }

  @Test
  void a_line_sealed_with_a_retired_key_behind_the_change_is_a_breach() throws Exception {
    TrailKey old = kit.keys.newest().orElseThrow();
    giveKey("a", "2027.key", 7);
    AuditTrailFixture next = node("a");
    next.trail.append(line(MOVE, "Zeile 6"));
    forger.rewriteAll(MOVE, row -> row.number() < 6 ? row : Forger.sealedBy(row, old));

    assertThat(next.reader.verify(MOVE).findings())
        .anyMatch(finding -> finding.startsWith("Zeile 6 ist mit einem abgelösten Schlüssel"));
  }

  private AuditTrailFixture node(String name) {
    return new AuditTrailFixture(database, folder.resolve(name));
  }

  /** A second node with the same keys, that has not seen the book before. */
  private AuditTrailFixture other(String name) {
    try {
      Path keys = Files.createDirectories(folder.resolve(name).resolve("keys"));
      Path key = kit.keys.file(kit.keys.newest().orElseThrow().id()).orElseThrow();
      Files.copy(key, keys.resolve(key.getFileName()));
      return node(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void giveKey(String node, String file, int filling) throws IOException {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) filling);
    Files.writeString(
        folder.resolve(node).resolve("keys").resolve(file),
        Base64.getEncoder().encodeToString(secret) + "\n");
  }
}
