package de.asvumzug.backup.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.asv.database.DbctlSettings;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupFolder;
import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.TestMove;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.DelegatingHost;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.release.Release;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a school's backup, whoever made it. */
class TenantBackupTest {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmm").withZone(ZoneId.systemDefault());
  private static final Release TARGET = Release.parse("2.14.12");
  private static final String MODEL = "02014";

  @TempDir Path folder;
  private TestMove move;
  private Endpoint source;
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
            new HostConcurrencyLimiter(TestMove.bound("asv.dbctl", DbctlSettings.class)),
            move.vault);
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
        .isEqualTo("r--------");
    assertThat(byHand("b2")).as("a second run").isEqualTo(backup);
    verifyNoInteractions(dbctl);
  }

  @Test
  void a_backup_of_before_a_restart_is_waited_for_before_anything_is_proven() throws Exception {
    String key = "p-backupTenant-0001-1";
    source.host().files().delete(inbox.toString());
    BackupFolder.ofTenant(source, "0001", move.act(key), move.vault).begin("backup-0001");
    Path file = put(Instant.now(), MODEL, archive());
    when(dbctl.backup(any(), any(), any(), any(), any())).thenReturn(file.toString());
    JobKey job = new JobKey(key + ".backup-0001");
    source.host().start(job, Command.of("sleep", "1"));
    Guard seesEverything =
        endpoint -> {
          if (endpoint.host().status(job).orElse(null) instanceof JobStatus.Running) {
            throw OperationFailed.permanent("läuft");
          }
          return move.guard.proveStopped(endpoint);
        };
    backups =
        new TenantBackup(
            dbctl,
            seesEverything,
            TestMove.bound("asv.check", CheckSettings.class),
            new HostConcurrencyLimiter(TestMove.bound("asv.dbctl", DbctlSettings.class)),
            move.vault);

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

  @ParameterizedTest
  @CsvSource({
    // The clocks of the machine show summer time then, whatever they show today, and the reverse.
    "2025-07-01T22:00, 2025-07-01T20:30:00Z",
    "2025-12-01T22:00, 2025-12-01T21:30:00Z",
    "2025-10-26T01:59, 2025-10-26T00:30:00Z",
  })
  void a_backup_from_before_the_stop_is_refused_by_the_rules_of_its_date(
      LocalDateTime named, Instant stop) throws Exception {
    inBavaria();
    put(named);

    assertThatThrownBy(() -> backups.backUp(order(stop), move.act("b1")))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("erst danach gestoppt");
  }

  @ParameterizedTest
  @CsvSource({
    "2025-07-01T22:00, 2025-07-01T19:30:00Z",
    "2025-12-01T22:00, 2025-12-01T20:30:00Z",
    "2025-03-30T03:01, 2025-03-30T01:00:30Z",
    "2025-10-26T03:00, 2025-10-26T01:30:00Z",
    // both times that the clocks showed this lie behind the stop
    "2025-10-26T02:30, 2025-10-26T00:10:00Z",
  })
  void a_backup_from_after_the_stop_is_taken_by_the_rules_of_its_date(
      LocalDateTime named, Instant stop) throws Exception {
    inBavaria();
    put(named);

    assertThat(backups.backUp(order(stop), move.act("b1")).school()).isEqualTo("0001");
  }

  @Test
  void an_hour_that_came_twice_counts_as_its_first_time_for_a_file_put_there_by_a_person()
      throws Exception {
    inBavaria();
    Path file = put(LocalDateTime.parse("2025-10-26T02:30"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-10-26T01:30:20Z")));

    assertThatThrownBy(
            () -> backups.backUp(order(Instant.parse("2025-10-26T00:50:00Z")), move.act("b1")))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("zweimal")
        .hasMessageContaining("3 Uhr");
  }

  @Test
  void an_hour_that_came_twice_is_told_apart_by_the_file_that_was_made_here() throws Exception {
    inBavaria();
    source.host().files().delete(inbox.toString());
    when(dbctl.backup(any(), any(), any(), any(), any()))
        .thenAnswer(
            call -> {
              Path file = put(LocalDateTime.parse("2025-10-26T02:30"));
              Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-10-26T01:30:20Z")));
              return file.toString();
            });
    Instant stop = Instant.parse("2025-10-26T00:50:00Z");

    assertThat(
            backups
                .backUp(new TenantBackupOrder(source, "0001", TARGET, stop, false), move.act("b1"))
                .school())
        .isEqualTo("0001");
  }

  @Test
  void an_hour_that_was_left_out_is_no_time_of_a_backup() throws Exception {
    inBavaria();
    put(LocalDateTime.parse("2025-03-30T02:30"));

    assertThatThrownBy(
            () -> backups.backUp(order(Instant.parse("2025-03-30T00:00:00Z")), move.act("b1")))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Sommerzeit");
  }

  /** The machine itself, with its own program for the time; only its zone is set. */
  private void inBavaria() {
    source =
        new Endpoint(
            source.side(),
            source.installation(),
            new DelegatingHost(source.host()) {
              @Override
              public CommandResult run(Command command) throws IOException, InterruptedException {
                return host.run(command.with("TZ", "Europe/Berlin"));
              }
            });
  }

  private Path put(LocalDateTime named) throws IOException {
    return Files.write(
        inbox.resolve(DateTimeFormatter.ofPattern("yyyyMMddHHmm").format(named) + MODEL + ".sbz"),
        archive());
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
