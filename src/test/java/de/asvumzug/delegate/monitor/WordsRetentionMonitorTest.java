package de.asvumzug.delegate.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.plan.UnknownMigration;
import de.asvumzug.trail.AuditTrailFixture;
import de.asvumzug.trail.chain.TrailRow;
import de.asvumzug.trail.words.TypedWords;
import de.asvumzug.trail.words.WordsDeletion;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Words go when their time has come, on a real database. */
class WordsRetentionMonitorTest {
  private static final String MOVE = MigrationFixture.ID;
  private static final Instant NOW = Instant.parse("2027-01-15T12:00:00Z");

  private final AuditTrailFixture kit = new AuditTrailFixture();
  private final RetentionEnds ends = mock(RetentionEnds.class);
  private final WordsRetentionMonitor monitor =
      new WordsRetentionMonitor(
          kit.words,
          new WordsDeletion(kit.words, kit.trail, kit.transactions),
          id -> {
            if (!id.equals(MOVE)) {
              throw new UnknownMigration(id);
            }
            return MigrationFixture.of();
          },
          ends,
          Clock.fixed(NOW, ZoneOffset.UTC));

  @BeforeEach
  void a_line_with_words() {
    kit.trail.append(
        AuditTrailFixture.line(MOVE, "x", Map.of("comment", TypedWords.of("Frau Huber fehlt"))));
  }

  @Test
  void when_the_retention_is_over_the_words_are_deleted_and_a_line_says_so() {
    over(NOW);

    monitor.look();

    List<TrailRow> rows = kit.reader.rows(MOVE);
    assertThat(kit.words.moves()).isEmpty();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(1).text()).startsWith("Die Aufbewahrung ist vorüber");
    assertThat(kit.reader.verify(MOVE).findings()).isEmpty();
  }

  @Test
  void until_then_they_stay() {
    over(NOW.plusSeconds(1));

    monitor.look();

    assertThat(kit.words.moves()).containsExactly(MOVE);
  }

  @Test
  void while_a_move_runs_they_stay() {
    when(ends.of(any(), any())).thenReturn(Optional.empty());

    monitor.look();

    assertThat(kit.words.moves()).containsExactly(MOVE);
  }

  @Test
  void a_move_without_a_plan_does_not_keep_the_words_of_another() {
    kit.trail.append(
        AuditTrailFixture.line("U-2000-0001", "x", Map.of("comment", TypedWords.of("y"))));
    over(NOW);

    monitor.look();

    assertThat(kit.words.moves()).containsExactly("U-2000-0001");
  }

  private void over(Instant when) {
    when(ends.of(eq(MOVE), any())).thenReturn(Optional.of(when));
  }
}
