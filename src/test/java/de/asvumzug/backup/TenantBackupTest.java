package de.asvumzug.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import de.asvumzug.asv.Dbctl;
import de.asvumzug.asv.DbctlSettings;
import de.asvumzug.asv.Site;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.Guard;
import de.asvumzug.host.Command;
import de.asvumzug.host.JobKey;
import de.asvumzug.host.JobStatus;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Release;
import de.asvumzug.plan.Side;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as a school's backup, whoever made it. */
class TenantBackupTest {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmm").withZone(ZoneId.systemDefault());
  private static final Release TARGET = Release.parse("2.14.12");
  private static final String MODEL = "02014";

  @TempDir Path folder;
  private TestMove move;
  private Site source;
  private TenantBackup backups;
  private Path inbox;
  private final Dbctl dbctl = mock(Dbctl.class);
  private final Instant stoppedAt = Instant.now().minusSeconds(300);

  @BeforeEach
  void machine() throws Exception {
    move = new TestMove(folder);
    source = move.school(Side.SOURCE);
    backups =
        new TenantBackup(
            dbctl,
            move.guard,
            TestMove.bound("asv.check", CheckSettings.class),
            new MachineShare(TestMove.bound("asv.dbctl", DbctlSettings.class)));
    inbox = Path.of(backups.inbox(move.oldHost, "0001", move.act("i")));
  }

  @Test
  void takes_the_one_file_that_a_person_has_put_there_and_runs_no_program() throws Exception {
    Path file = put(Instant.now(), MODEL, archive());

    Backup backup = byHand("b1");

    assertThat(backup.school()).isEqualTo("0001");
    assertThat(backup.manifest().kind()).isEqualTo(Manifest.Kind.TENANT);
    assertThat(backup.manifest().files())
        .singleElement()
        .returns(file.getFileName().toString(), Manifest.Entry::path)
        .returns(move.oldHost.files().sha256(file.toString()), Manifest.Entry::sha256);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(byHand("b2")).as("a second run").isEqualTo(backup);
    verifyNoInteractions(dbctl);
  }

  @Test
  void a_backup_of_before_a_restart_is_waited_for_before_anything_is_proven() throws Exception {
    String key = "p-backupTenant-0001-1";
    source.host().files().delete(inbox.toString());
    BackupFolder.ofTenant(source, "0001", move.act(key)).begin("backup-0001");
    Path file = put(Instant.now(), MODEL, archive());
    when(dbctl.backup(any(), any(), any(), any(), any())).thenReturn(file.toString());
    JobKey job = new JobKey(key + ".backup-0001");
    source.host().start(job, Command.of("sleep", "1"));
    Guard seesEverything =
        site -> {
          if (site.host().status(job).orElse(null) instanceof JobStatus.Running) {
            throw OperationFailed.lasting("läuft");
          }
          return move.guard.proveStopped(site);
        };
    backups =
        new TenantBackup(
            dbctl,
            seesEverything,
            TestMove.bound("asv.check", CheckSettings.class),
            new MachineShare(TestMove.bound("asv.dbctl", DbctlSettings.class)));

    Backup backup =
        backups.backUp(
            new TenantBackupOrder(source, "0001", TARGET, stoppedAt, false), move.act(key));

    assertThat(backup.school()).isEqualTo("0001");
  }

  @Test
  void what_was_changed_since_is_not_used() throws Exception {
    Path file = put(Instant.now(), MODEL, archive());
    byHand("b1");
    Files.writeString(file, "anderes");

    assertThatThrownBy(() -> byHand("b2"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining(file.getFileName().toString());
  }

  @Test
  void a_backup_of_yesterday_is_refused() throws Exception {
    refused(put(stoppedAt.minus(Duration.ofDays(1)), MODEL, archive()), "erst danach gestoppt");
  }

  @Test
  void within_the_minute_of_the_stop_the_files_own_time_decides() throws Exception {
    Instant minute = stoppedAt.truncatedTo(ChronoUnit.MINUTES);
    Instant stop = minute.plusSeconds(30);
    Path file = put(minute, MODEL, archive());
    Files.setLastModifiedTime(file, FileTime.from(minute.plusSeconds(10)));

    assertThatThrownBy(() -> backups.backUp(order(stop), move.act("b1")))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("erst danach gestoppt");
    Files.setLastModifiedTime(file, FileTime.from(minute.plusSeconds(40)));
    assertThat(backups.backUp(order(stop), move.act("b2")).school()).isEqualTo("0001");
  }

  @Test
  void a_time_that_has_not_come_yet_is_refused() throws Exception {
    refused(put(Instant.now().plus(Duration.ofDays(1)), MODEL, archive()), "Zukunft");
  }

  @Test
  void another_data_model_is_refused() throws Exception {
    refused(put(Instant.now(), "02013", archive()), "02013");
  }

  @Test
  void a_cut_archive_is_refused() throws Exception {
    byte[] whole = archive();
    refused(put(Instant.now(), MODEL, Arrays.copyOf(whole, whole.length / 2)), "abgeschnitten");
  }

  @Test
  void an_empty_file_is_refused() throws Exception {
    refused(put(Instant.now(), MODEL, new byte[0]), "leer");
  }

  @Test
  void what_is_missing_is_named_with_its_folder() throws Exception {
    assertThatThrownBy(() -> byHand("b1"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining(inbox.toString())
        .hasMessageContaining("genau eine");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inbox)))
        .isEqualTo("rwx------");
  }

  @Test
  void two_files_are_not_chosen_between() throws Exception {
    Path first = put(Instant.now(), MODEL, archive());
    Path second = put(Instant.now().minusSeconds(120), MODEL, archive());

    assertThatThrownBy(() -> byHand("b1"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining(first.getFileName().toString())
        .hasMessageContaining(second.getFileName().toString());
    assertThat(first).exists();
    assertThat(second).exists();
  }

  private void refused(Path file, String why) {
    assertThatThrownBy(() -> byHand("b1"))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isFalse())
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageContaining(why);
    assertThat(file).as("left where it is").exists();
    assertThat(inbox.resolve(Manifest.NAME)).doesNotExist();
  }

  private Backup byHand(String key) throws Exception {
    return backups.backUp(order(stoppedAt), move.act(key));
  }

  private TenantBackupOrder order(Instant stop) {
    return new TenantBackupOrder(source, "0001", TARGET, stop, true);
  }

  private Path put(Instant named, String model, byte[] content) throws IOException {
    return Files.write(inbox.resolve(NAME.format(named) + model + ".sbz"), content);
  }

  private static byte[] archive() throws IOException {
    byte[] rows = new byte[50_000];
    new Random(7).nextBytes(rows);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("svp_note"));
      zip.write(rows);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}
