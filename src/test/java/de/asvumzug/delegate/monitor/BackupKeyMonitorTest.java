package de.asvumzug.delegate.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.backup.vault.BackupKeys;
import de.asvumzug.backup.vault.BackupKeysFixture;
import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.plan.UnknownMigration;
import de.asvumzug.trail.AuditTrailFixture;
import de.asvumzug.trail.chain.TrailRow;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of a move's backups is destroyed when its time has come. */
class BackupKeyMonitorTest {
  private static final String MOVE = MigrationFixture.ID;
  private static final Instant NOW = Instant.parse("2027-01-15T12:00:00Z");

  @TempDir Path folder;
  private final AuditTrailFixture kit = new AuditTrailFixture();
  private final RetentionEnds ends = mock(RetentionEnds.class);
  private BackupKeys keys;
  private BackupKeyMonitor monitor;

  @BeforeEach
  void a_move_with_a_key() {
    keys = BackupKeysFixture.in(folder);
    monitor =
        new BackupKeyMonitor(
            keys,
            id -> {
              if (!id.equals(MOVE)) {
                throw new UnknownMigration(id);
              }
              return MigrationFixture.of();
            },
            ends,
            kit.trail,
            Clock.fixed(NOW, ZoneOffset.UTC));
    keys.make(MOVE);
  }

  @Test
  void when_the_retention_is_over_the_key_is_gone_and_a_line_names_it() {
    String id = keys.find(MOVE).orElseThrow().id();
    when(ends.of(eq(MOVE), any())).thenReturn(Optional.of(NOW));

    monitor.look();
    monitor.look();

    assertThat(keys.find(MOVE)).isEmpty();
    assertThat(folder).isEmptyDirectory();
    assertThat(kit.reader.rows(MOVE))
        .singleElement()
        .extracting(TrailRow::details)
        .hasToString("{key=" + id + ", method=Datei überschrieben und gelöscht}");
  }

  @Test
  void until_then_and_while_a_move_runs_it_stays() {
    when(ends.of(eq(MOVE), any())).thenReturn(Optional.of(NOW.plusSeconds(1)), Optional.empty());

    monitor.look();
    monitor.look();

    assertThat(keys.find(MOVE)).isPresent();
    assertThat(kit.reader.rows(MOVE)).isEmpty();
  }

  @Test
  void a_key_of_a_move_that_nobody_knows_stays() {
    keys.make("U-2000-0001");
    when(ends.of(any(), any())).thenReturn(Optional.of(NOW));

    monitor.look();

    assertThat(keys.moves()).containsExactly("U-2000-0001");
  }
}
