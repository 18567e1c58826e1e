package de.asvumzug.backup.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.Tenant;
import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.asv.database.DbctlSettings;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.TestMove;
import de.asvumzug.backup.transfer.Transfer;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.release.Release;
import de.asvumzug.support.Readable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A school's encrypted backup, brought in by dbctl and by hand. */
class EncryptedTenantTest {
  private static final String PUPIL = "Hinterhuber-Grüneisl";
  private static final Release RELEASE = Release.parse("2.14.12");

  @TempDir Path folder;
  private final Dbctl dbctl = mock(Dbctl.class);
  private TestMove move;
  private Endpoint source;
  private Endpoint target;
  private Backup received;

  @BeforeEach
  void a_backup_that_a_person_has_made() throws Exception {
    move = TestMove.encrypted(folder);
    source = move.school(Side.SOURCE);
    target = move.school(Side.TARGET);
    TenantBackup backups =
        new TenantBackup(
            dbctl,
            move.guard,
            TestMove.bound("asv.check", CheckSettings.class),
            share(),
            move.vault);
    Path inbox = Path.of(backups.inbox(move.oldHost, "0001", move.act("i")));
    String name =
        DateTimeFormatter.ofPattern("yyyyMMddHHmm").format(LocalDateTime.now()) + "02014.sbz";
    Files.writeString(inbox.resolve(name), "Daten von " + PUPIL);
    Backup made =
        backups.backUp(
            new TenantBackupOrder(source, "0001", RELEASE, Instant.now().minusSeconds(300), true),
            move.act("b1"));
    received = new Transfer().copy(move.oldHost, made, move.newHost, move.act("t1"));
    Tenant ours = new Tenant("0001", "Schule", false);
    when(dbctl.list(target)).thenReturn(List.of(), List.of(ours));
  }

  @Test
  void what_a_person_has_put_there_is_encrypted_when_it_is_taken() throws Exception {
    assertThat(Readable.filesWith(folder, PUPIL)).isEmpty();
    assertThat(received.manifest().encryption().context())
        .isEqualTo("U-2026-0001/SOURCE/tenants/0001");
  }

  @Test
  void dbctl_reads_the_plain_file_which_is_gone_afterwards() throws Exception {
    List<String> read = new ArrayList<>();
    doAnswer(call -> read.add(Files.readString(Path.of(call.<String>getArgument(1)))))
        .when(dbctl)
        .restore(any(), any(), any(), any());

    TenantRestored restored = restore("r1");

    assertThat(read).containsExactly("Daten von " + PUPIL);
    assertThat(restored.sha256())
        .as("of the school's file")
        .isEqualTo(received.manifest().files().get(0).plainSha256());
    assertThat(Readable.filesWith(folder, PUPIL)).isEmpty();
  }

  @Test
  void a_restore_that_fails_leaves_no_plain_file() throws Exception {
    doThrow(OperationFailed.permanent("dbctl mag nicht"))
        .when(dbctl)
        .restore(any(), any(), any(), any());

    assertThatThrownBy(() -> restore("r1")).hasMessage("dbctl mag nicht");

    assertThat(Readable.filesWith(folder, PUPIL)).isEmpty();
  }

  @Test
  void a_person_finds_the_plain_file_until_it_is_taken_away() throws Exception {
    LaidOut plain = restores().layOut(target, received, move.act("t1"));

    assertThat(Path.of(plain.file())).hasContent("Daten von " + PUPIL);
    assertThat(plain.sha256()).isEqualTo(move.newHost.files().sha256(plain.file()));

    restores().takeAway(target, received, move.act("r1"));

    assertThat(Readable.filesWith(folder, PUPIL)).isEmpty();
  }

  private TenantRestored restore(String key) throws Exception {
    FreshInstallation fresh = new FreshInstallation("neu", "database", "0", 0, Instant.EPOCH);
    return restores()
        .restore(
            new TenantRestoreOrder(
                target, "0001", List.of("0001"), received, Optional.of(fresh), Optional.empty()),
            move.act(key));
  }

  private TenantRestore restores() {
    return new TenantRestore(dbctl, move.guard, move.structure, share(), move.vault);
  }

  private static HostConcurrencyLimiter share() {
    return new HostConcurrencyLimiter(TestMove.bound("asv.dbctl", DbctlSettings.class));
  }
}
