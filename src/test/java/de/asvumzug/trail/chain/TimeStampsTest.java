package de.asvumzug.trail.chain;

import static de.asvumzug.trail.AuditTrailFixture.line;
import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.support.OwnTables;
import de.asvumzug.trail.AuditTrailFixture;
import de.asvumzug.trail.StampAuthority;
import de.asvumzug.trail.TrailSettings;
import de.asvumzug.trail.book.BookEntry;
import de.asvumzug.trail.book.TrailBookRepository;
import de.asvumzug.trail.verify.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeStampsTest {
  private static final String MOVE = "U-2026-0001";

  @TempDir Path folder;
  private StampAuthority authority;
  private AuditTrailFixture kit;

  @BeforeEach
  void two_lines() throws Exception {
    authority = new StampAuthority("Zeit");
    kit = kit(authority.certificate(folder.resolve("zeit.pem")));
    kit.trail.append(line(MOVE, "Zeile 1"));
    kit.trail.append(line(MOVE, "Zeile 2"));
  }

  @AfterEach
  void close() {
    authority.close();
  }

  @Test
  void a_stamp_covers_the_lines_that_were_there() {
    Instant before = Instant.now().minusSeconds(2);
    kit.stamps.stamp();
    kit.trail.append(line(MOVE, "Zeile 3"));

    Verification verification = kit.reader.verify(MOVE);
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.stamp().upTo()).isEqualTo(2);
    assertThat(verification.stamp().at()).isBetween(before, Instant.now().plusSeconds(1));
    assertThat(verification.stamp().authority()).isEqualTo("CN=Zeit");
  }

  @Test
  void nothing_new_is_not_stamped_again() {
    kit.stamps.stamp();
    kit.stamps.stamp();

    assertThat(stamps()).isEqualTo(1);
  }

  @Test
  void an_authority_that_is_down_delays_the_stamp_and_is_named() {
    authority.down = true;
    kit.stamps.stamp();

    assertThat(stamps()).isZero();
    assertThat(kit.reader.verify(MOVE).notes())
        .anyMatch(note -> note.contains("Zeitstempelstelle") && note.contains("HTTP 503"));
    assertThat(kit.reader.verify(MOVE).intact()).isTrue();

    authority.down = false;
    kit.stamps.stamp();
    assertThat(stamps()).isEqualTo(1);
    assertThat(kit.stamps.trouble()).isEmpty();
  }

  @Test
  void an_answer_for_something_else_is_not_kept() {
    authority.stampsSomethingElse = true;
    kit.stamps.stamp();

    assertThat(stamps()).isZero();
    assertThat(kit.stamps.trouble()).isPresent();
  }

  @Test
  void a_stamp_of_another_authority_than_the_one_that_was_set_is_not_kept() throws Exception {
    try (StampAuthority other = new StampAuthority("Andere")) {
      AuditTrailFixture wary = kit(other.certificate(folder.resolve("andere.pem")));
      wary.trail.append(line(MOVE, "Zeile"));
      wary.stamps.stamp();

      assertThat(wary.stamps.trouble().orElseThrow()).contains("CN=Zeit", "CN=Andere");
    }
  }

  @Test
  void a_book_rewritten_with_the_key_does_not_fit_the_stamp() {
    kit.stamps.stamp();
    TrailBookRepository table = new TrailBookRepository(kit.jdbc);
    BookEntry last = table.last().orElseThrow();
    BookEntry forged =
        new BookEntry(
                last.number(),
                last.at(),
                last.kind(),
                MOVE,
                1L,
                last.lastHash(),
                last.note(),
                last.previousHash(),
                null,
                last.keyId(),
                null)
            .sealed(kit.keys.newest().orElseThrow());
    kit.tamper(
        "update umzug.trail_book set rows = 1, hash = ?, mac = ? where number = ?",
        forged.hash(),
        forged.mac(),
        last.number());

    assertThat(kit.reader.verify(MOVE).findings())
        .anyMatch(
            finding ->
                finding.startsWith("Der Zeitstempel zu Eintrag 3")
                    && finding.contains("für etwas anderes ausgestellt"));
  }

  private int stamps() {
    return kit.jdbc.sql("select count(*) from umzug.trail_stamp").query(Integer.class).single();
  }

  private AuditTrailFixture kit(Path certificate) {
    return new AuditTrailFixture(
        OwnTables.fresh(),
        new TrailSettings(
            folder.resolve(certificate.getFileName() + ".d"),
            null,
            null,
            authority.url(),
            certificate,
            Duration.ofHours(1),
            Duration.ofSeconds(5)));
  }
}
