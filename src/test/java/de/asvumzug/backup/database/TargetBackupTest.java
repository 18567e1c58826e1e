package de.asvumzug.backup.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.TestMove;
import de.asvumzug.backup.h2.H2Backup;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Side;
import de.asvumzug.support.RealH2;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The safety backup of a target that works for schools already. */
class TargetBackupTest {
  @TempDir Path folder;
  private TestMove move;
  private Endpoint target;
  private Path file;
  private TargetBackup backups;

  @BeforeEach
  void machine() throws Exception {
    move = new TestMove(folder);
    target = move.school(Side.TARGET);
    file = move.installation(Side.TARGET).resolve("database/asv.mv.db");
    RealH2.write(file, "gestern");
    backups =
        new TargetBackup(
            move.guard,
            null,
            new H2Backup(move.guard, move.layout, move.vault),
            new BackupVerification(move.secrets, move.vault),
            move.vault);
  }

  @Test
  void a_second_run_uses_the_backup_that_is_there() throws Exception {
    Backup first = backups.backUp(target, move.act("b1"));

    assertThat(backups.backUp(target, move.act("b2"))).isEqualTo(first);
  }

  @Test
  void after_one_was_discarded_the_new_one_holds_what_the_server_has_now() throws Exception {
    backups.backUp(target, move.act("b1"));
    RealH2.write(file, "heute");

    backups.discard(target, move.act("b2"));
    Backup made = backups.backUp(target, move.act("b2"));

    assertThat(Path.of(made.folder(), "files/asv.mv.db")).hasSameBinaryContentAs(file);
  }

  @Test
  void nothing_is_discarded_while_a_server_may_be_up() throws Exception {
    Backup made = backups.backUp(target, move.act("b1"));
    TargetBackup alive =
        new TargetBackup(
            endpoint -> {
              throw OperationFailed.permanent("läuft");
            },
            null,
            null,
            null,
            move.vault);

    assertThatThrownBy(() -> alive.discard(target, move.act("b2"))).hasMessage("läuft");
    assertThat(Path.of(made.folder())).exists();
  }
}
