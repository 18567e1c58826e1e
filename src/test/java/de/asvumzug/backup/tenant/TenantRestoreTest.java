package de.asvumzug.backup.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.Tenant;
import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.asv.database.DbctlSettings;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupComponent;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.TestMove;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.host.Command;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.plan.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must hold before and after {@code dbctl restore}; the program itself is the lab's part. */
class TenantRestoreTest {
  private static final Tenant OURS = new Tenant("0001", "Grundschule", false);
  private static final Tenant OTHER = new Tenant("0101", "Realschule", false);

  @TempDir Path folder;
  private TestMove move;
  private Endpoint target;
  private String file;
  private Backup received;
  private final Dbctl dbctl = mock(Dbctl.class);

  @BeforeEach
  void received() throws Exception {
    move = new TestMove(folder);
    target = move.school(Side.TARGET);
    receive("20261123010002014.sbz", TestMove.ID);
  }

  @Test
  void restores_into_the_fresh_installation_and_changes_nothing_the_second_time() throws Exception {
    there(List.of(), List.of(OURS));

    TenantRestored restored = restore("r1", fresh(), Optional.empty());

    assertThat(restored.school()).isEqualTo("0001");
    assertThat(restored.byHand()).isFalse();
    verify(dbctl).restore(eq(target), eq(file), any(), any());
    assertThat(restore("r2", fresh(), Optional.empty())).isEqualTo(restored);
    verify(dbctl, times(1)).restore(any(), any(), any(), any());
  }

  @Test
  void a_restore_that_was_cut_is_begun_again() throws Exception {
    there(List.of(), List.of(OURS));
    doThrow(OperationFailed.temporary("verloren"))
        .doNothing()
        .when(dbctl)
        .restore(any(), any(), any(), any());

    assertThatThrownBy(() -> restore("r1", fresh(), Optional.empty())).hasMessage("verloren");
    restore("r2", fresh(), Optional.empty());

    verify(dbctl, times(2)).restore(any(), any(), any(), any());
  }

  @Test
  void a_school_that_was_there_before_is_never_replaced() throws Exception {
    there(List.of(OURS), List.of(OURS));

    refused(fresh(), Optional.of(safety(TestMove.ID, "neu")), "gibt es auf neu schon");
  }

  @Test
  void beside_other_schools_only_after_a_backup_in_this_move() throws Exception {
    there(List.of(OTHER), List.of(OTHER, OURS));

    refused(fresh(), Optional.empty(), "0101");
    there(List.of(OTHER), List.of(OTHER, OURS));
    refused(fresh(), Optional.of(safety("U-2025-0007", "neu")), "0101");
    there(List.of(OTHER), List.of(OTHER, OURS));
    refused(fresh(), Optional.of(safety(TestMove.ID, "alt")), "0101");
    there(List.of(OTHER), List.of(OTHER, OURS));
    restore("r1", Optional.empty(), Optional.of(safety(TestMove.ID, "neu")));

    verify(dbctl).restore(any(), any(), any(), any());
  }

  @Test
  void an_empty_server_that_this_move_has_not_installed_is_refused() throws Exception {
    there(List.of(), List.of(OURS));

    refused(Optional.empty(), Optional.empty(), "nicht nachweislich die Neuinstallation");
  }

  @Test
  void a_file_that_is_not_the_one_that_was_backed_up_is_refused() throws Exception {
    Files.writeString(Path.of(file), "andere Daten");

    refused(fresh(), Optional.empty(), Path.of(file).getFileName().toString());
    verifyNoInteractions(dbctl);
  }

  @Test
  void another_data_model_is_refused() throws Exception {
    receive("20261123010002013.sbz", TestMove.ID);

    refused(fresh(), Optional.empty(), "02013");
    verifyNoInteractions(dbctl);
  }

  @Test
  void nothing_is_restored_while_a_server_may_be_up() {
    Guard up =
        endpoint -> {
          throw OperationFailed.permanent("läuft");
        };
    TenantRestore restore = new TenantRestore(dbctl, up, move.structure, share(), move.vault);

    assertThatThrownBy(() -> restore.restore(order(fresh(), Optional.empty()), move.act("r1")))
        .hasMessage("läuft");
    verifyNoInteractions(dbctl);
  }

  @Test
  void a_restore_of_before_a_restart_is_waited_for_before_anything_is_proven() throws Exception {
    there(List.of(), List.of(OURS));
    String key = "p-restoreTenant-0001-1";
    Path go = folder.resolve("go");
    JobKey job = new JobKey(key + ".restore");
    target
        .host()
        .start(job, Command.of("sh", "-c", "until [ -e \"$0\" ]; do sleep 0.1; done", "" + go));
    Guard seesEverything =
        endpoint -> {
          if (endpoint.host().status(job).orElse(null) instanceof JobStatus.Running) {
            throw OperationFailed.permanent("läuft");
          }
          return move.guard.proveStopped(endpoint);
        };
    TenantRestore restore =
        new TenantRestore(dbctl, seesEverything, move.structure, share(), move.vault);
    ExecutorService worker = Executors.newSingleThreadExecutor();
    Future<TenantRestored> again =
        worker.submit(() -> restore.restore(order(fresh(), Optional.empty()), move.act(key)));
    await().until(() -> again.isDone() || !move.progress.isEmpty());

    Files.createFile(go);

    assertThat(again.get(20, TimeUnit.SECONDS).school()).isEqualTo("0001");
    worker.shutdown();
  }

  @Test
  void a_file_that_held_another_school_is_found() throws Exception {
    there(List.of(), List.of(OTHER));

    assertThatThrownBy(() -> restore("r1", fresh(), Optional.empty()))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("nennt sie aber nicht")
        .hasMessageContaining("0101");
  }

  private void refused(Optional<FreshInstallation> fresh, Optional<Backup> safety, String why)
      throws Exception {
    assertThatThrownBy(() -> restore("r0", fresh, safety))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isFalse())
        .hasMessageContaining(why);
    verify(dbctl, never()).restore(any(), any(), any(), any());
  }

  /** Schools of the target before and after. */
  private void there(List<Tenant> before, List<Tenant> after) throws Exception {
    when(dbctl.list(target)).thenReturn(before, after);
  }

  private TenantRestored restore(
      String key, Optional<FreshInstallation> fresh, Optional<Backup> safety) throws Exception {
    return new TenantRestore(dbctl, move.guard, move.structure, share(), move.vault)
        .restore(order(fresh, safety), move.act(key));
  }

  private TenantRestoreOrder order(Optional<FreshInstallation> fresh, Optional<Backup> safety) {
    return new TenantRestoreOrder(target, "0001", List.of("0001", "0002"), received, fresh, safety);
  }

  private static HostConcurrencyLimiter share() {
    return new HostConcurrencyLimiter(TestMove.bound("asv.dbctl", DbctlSettings.class));
  }

  private static Optional<FreshInstallation> fresh() {
    return Optional.of(new FreshInstallation("neu", "database", "0", 0, Instant.EPOCH));
  }

  private static Backup safety(String migration, String machine) {
    return new Backup(
        Side.TARGET,
        machine,
        "/sicher",
        BackupComponent.DATABASE,
        null,
        "0",
        manifest(migration, Side.TARGET, Manifest.Kind.H2, List.of()));
  }

  private void receive(String name, String migration) throws Exception {
    Path tenant =
        Path.of(Folders.received(move.newHost, TestMove.ID, BackupComponent.TENANT))
            .resolve("0001");
    org.apache.commons.io.FileUtils.deleteDirectory(tenant.toFile());
    Files.createDirectories(tenant);
    file = Files.writeString(tenant.resolve(name), "Daten der Schule").toString();
    Manifest manifest =
        manifest(
            migration,
            Side.SOURCE,
            Manifest.Kind.TENANT,
            List.of(
                new Manifest.Entry(
                    name, Files.size(Path.of(file)), move.newHost.files().sha256(file))));
    Path written = Files.writeString(tenant.resolve(Manifest.NAME), manifest.toJson());
    received =
        new Backup(
            Side.SOURCE,
            "neu",
            tenant.toString(),
            BackupComponent.TENANT,
            "0001",
            move.newHost.files().sha256(written.toString()),
            manifest);
  }

  private static Manifest manifest(
      String migration, Side side, Manifest.Kind kind, List<Manifest.Entry> files) {
    return new Manifest(
        migration, side, "alt", kind, Map.of(), Instant.EPOCH, files, List.of(), List.of());
  }
}
