package de.asvumzug.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.Tenant;
import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.asv.database.DbctlSettings;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupComponent;
import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.ManifestReport;
import de.asvumzug.backup.database.BackupVerification;
import de.asvumzug.backup.database.TargetBackup;
import de.asvumzug.backup.postgres.ClusterInventory;
import de.asvumzug.backup.tenant.HostConcurrencyLimiter;
import de.asvumzug.backup.tenant.LaidOut;
import de.asvumzug.backup.tenant.ShareQueue;
import de.asvumzug.backup.tenant.TenantRestore;
import de.asvumzug.backup.tenant.TenantRestored;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.Fingerprints;
import de.asvumzug.check.fingerprint.Fingerprints.LargeObjects;
import de.asvumzug.check.fingerprint.Fingerprints.TableFingerprint;
import de.asvumzug.check.fingerprint.Measurement;
import de.asvumzug.check.fingerprint.NumbersPerSchool;
import de.asvumzug.check.fingerprint.SchoolNumbers;
import de.asvumzug.check.tenant.TenantComparison;
import de.asvumzug.check.tenant.TenantFingerprints;
import de.asvumzug.check.tenant.TenantMeasurement;
import de.asvumzug.delegate.backup.VerifyBackupDelegate;
import de.asvumzug.delegate.restore.BackupTargetDelegate;
import de.asvumzug.delegate.restore.CheckOthersDelegate;
import de.asvumzug.delegate.restore.CompareFingerprintsDelegate;
import de.asvumzug.delegate.restore.RestoreTenantDelegate;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Route;
import de.asvumzug.plan.RouteDecision;
import de.asvumzug.plan.School;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.release.Release;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** What the steps of a school decide, without machines. */
class TenantDelegatesTest {
  private static final Manifest.Entry FILE = new Manifest.Entry("20261123010002014.sbz", 1, "ab");

  private final TenantFingerprints fingerprints = mock(TenantFingerprints.class);
  private final TenantRestore tenants = mock(TenantRestore.class);
  private final HostConcurrencyLimiter share =
      new HostConcurrencyLimiter(FakeMachine.settings("asv.dbctl", DbctlSettings.class));
  private final TargetBaseline target = new TargetBaseline(fingerprints, share);
  private FakeStep step;

  @BeforeEach
  void a_step_for_a_school() throws Exception {
    Host host = mock(Host.class);
    when(host.name()).thenReturn("neu");
    Installation installation =
        new Installation(
            "neu", Variant.SCHOOL, Release.parse("2.14.12"), "/asv", "neu", 8765, null, false);
    Migration migration = mock(Migration.class);
    when(migration.id()).thenReturn("U-2026-0001");
    when(migration.schoolNumbers()).thenReturn(List.of("0001"));
    when(migration.schools()).thenReturn(List.of(new School("0001", "Grundschule", "", "")));
    step =
        new FakeStep(
                new Endpoint(Side.SOURCE, installation, host),
                new Endpoint(Side.TARGET, installation, host),
                migration)
            .of("0001");
    Manifest manifest =
        new Manifest(
            "U-2026-0001",
            Side.SOURCE,
            "alt",
            Manifest.Kind.TENANT,
            Map.of(),
            Instant.EPOCH,
            List.of(FILE),
            List.of(),
            List.of());
    step.evidence()
        .store(
            "received-tenant-0001",
            new Backup(
                Side.SOURCE, "neu", "/empfangen", BackupComponent.TENANT, "0001", "0", manifest));
    step.evidence().store("tenant-fingerprints-source", holding("0001"));
    when(tenants.requireFit(any(), any())).thenReturn(FILE);
    when(tenants.layOut(any(), any(), any()))
        .thenReturn(new LaidOut("neu", "/offen/" + FILE.path(), FILE.sha256()));
    when(tenants.restored(any(), any(), any(Boolean.class))).thenCallRealMethod();
  }

  @Test
  void by_hand_a_school_that_is_missing_is_named_with_the_file_to_restore() throws Exception {
    measured(holding());

    assertThatThrownBy(() -> restore().carryOut(step.doneByHand()))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isFalse())
        .hasMessageContaining("Schule 0001 fehlt auf neu")
        .hasMessageContaining("/offen/" + FILE.path());
    assertThat(step.evidence().find("tenant-restored-0001", TenantRestored.class)).isEmpty();
  }

  @Test
  void by_hand_a_school_that_is_there_is_taken_and_no_program_runs() throws Exception {
    measured(holding("0001"));

    restore().carryOut(step.doneByHand());

    assertThat(step.evidence().get("tenant-restored-0001", TenantRestored.class).byHand()).isTrue();
    assertThat(
            step.evidence()
                .find(EvidenceNames.TENANT_FINGERPRINTS_TARGET_BEFORE, TenantMeasurement.class))
        .as("taken too late to be what was there before")
        .isEmpty();
    verify(tenants, never()).restore(any(), any());
  }

  @Test
  void after_a_restore_by_hand_a_fresh_server_may_hold_no_other_school() throws Exception {
    measured(holding("0001", "0101"));

    assertThatThrownBy(() -> new CheckOthersDelegate(target, unchanged()).carryOut(step))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Schule 0101")
        .hasMessageNotContaining("Schule 0001");
  }

  @Test
  void what_is_measured_later_follows_the_way_of_the_first_measurement() throws Exception {
    measured(holding("0001"));

    target.now(step);

    verify(fingerprints).take(any(), any(), eq("test"), any(), any(), any());
  }

  @Test
  void the_first_measurement_takes_the_fastest_way_for_both_servers() throws Exception {
    FakeStep fresh = new FakeStep(step.source(), step.target(), step.migration()).of("0001");
    when(fingerprints.way(step.source(), step.target())).thenReturn("schnell");
    measured(holding("0001"));

    target.now(fresh);

    verify(fingerprints).take(any(), any(), eq("schnell"), any(), any(), any());
  }

  @Test
  void a_setting_changes_the_way_when_the_old_server_is_measured_again() throws Exception {
    when(fingerprints.way(step.source(), step.target())).thenReturn("langsam");
    assertThat(TenantWays.ofSource(step, fingerprints)).as("not forced").isEqualTo("test");

    when(fingerprints.wayIsForced()).thenReturn(true);

    assertThat(TenantWays.ofSource(step, fingerprints)).isEqualTo("langsam");
    assertThat(TenantWays.of(step, fingerprints)).isEqualTo("test");
  }

  @Test
  void a_clone_with_the_same_rows_is_accepted_and_another_one_named() throws Exception {
    step.evidence().store("tenant-fingerprints-source", holding("0001"));
    RouteResolver way = mock(RouteResolver.class);
    when(way.of(step)).thenReturn(Route.CLONE);
    CompareFingerprintsDelegate compare =
        new CompareFingerprintsDelegate(unchanged(), fingerprints, way);
    measured(holding("0001"));
    compare.carryOut(step);
    assertThat(step.evidence().get("fingerprint-comparison", TenantComparison.class).equal())
        .isTrue();
    verify(fingerprints).take(any(), eq(List.of()), any(), any(), any(), any());

    measured(holding());
    assertThatThrownBy(() -> compare.carryOut(step))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("svp_schule_stamm");
  }

  @Test
  void a_target_that_has_worked_since_its_backup_is_backed_up_again() throws Exception {
    Dbctl dbctl = mock(Dbctl.class);
    when(dbctl.list(any())).thenReturn(List.of(new Tenant("0101", "Z", false)));
    TargetBackup backup = mock(TargetBackup.class);
    BackupTargetDelegate delegate = new BackupTargetDelegate(dbctl, backup, fingerprints, share);
    when(backup.backUp(any(), any()))
        .thenThrow(OperationFailed.permanent("zu wenig Platz"))
        .thenReturn(step.evidence().get(TenantBackups.received("0001"), Backup.class));
    measured(holding("0101"));
    assertThatThrownBy(() -> delegate.carryOut(step)).hasMessage("zu wenig Platz");

    delegate.carryOut(step.again());
    verify(backup, never()).discard(any(), any());

    measured(holding("0101", "0102"));
    delegate.carryOut(step.again());

    InOrder order = inOrder(backup);
    order.verify(backup).discard(any(), any());
    order.verify(backup).backUp(any(), any());
    assertThat(
            step.evidence()
                .get(EvidenceNames.TENANT_FINGERPRINTS_TARGET_BEFORE, TenantMeasurement.class))
        .isEqualTo(holding("0101", "0102"));
  }

  @Test
  void a_target_in_use_is_measured_and_backed_up_while_no_other_move_works_on_its_schools()
      throws Exception {
    AtomicBoolean alone = new AtomicBoolean();
    ShareQueue queue =
        new ShareQueue() {
          @Override
          public <T> T with(Wish wish, Work<T> work) throws Exception {
            alone.set(wish.places() == wish.total());
            try {
              return work.call(() -> {});
            } finally {
              alone.set(false);
            }
          }
        };
    Dbctl dbctl = mock(Dbctl.class);
    TargetBackup backup = mock(TargetBackup.class);
    Backup made = step.evidence().get(TenantBackups.received("0001"), Backup.class);
    TenantMeasurement held = holding("0101");
    when(fingerprints.take(any(), any(), any(), any(), any(), any()))
        .thenAnswer(call -> alone.get() ? held : holding());
    when(backup.backUp(any(), any())).thenAnswer(call -> alone.get() ? made : null);
    HostConcurrencyLimiter shared =
        new HostConcurrencyLimiter(FakeMachine.settings("asv.dbctl", DbctlSettings.class), queue);

    new BackupTargetDelegate(dbctl, backup, fingerprints, shared).carryOut(step);

    assertThat(
            step.evidence()
                .get(EvidenceNames.TENANT_FINGERPRINTS_TARGET_BEFORE, TenantMeasurement.class))
        .isEqualTo(held);
    assertThat(alone).isFalse();
  }

  @Test
  void a_backup_of_an_old_server_that_has_worked_since_is_no_backup() throws Exception {
    Database database = new Database("localhost", 5432, "asv", "asv", "postgres", "pw", 15);
    Installation enterprise =
        new Installation(
            "alt",
            Variant.ENTERPRISE,
            Release.parse("2.14.12"),
            "/asv",
            "alt",
            8765,
            database,
            false);
    FakeStep move =
        new FakeStep(
            new Endpoint(Side.SOURCE, enterprise, step.target().host()),
            step.target(),
            step.migration());
    Backup made = step.evidence().get(TenantBackups.received("0001"), Backup.class);
    move.evidence().store("backup-database", made);
    move.evidence().store("backup-configuration", made);
    move.evidence().store("tenant-backup-0001", made);
    move.evidence().store("cluster-inventory", mock(ClusterInventory.class));
    move.evidence().store("fingerprints-source", pupils("1"));
    BackupVerification verification = mock(BackupVerification.class);
    when(verification.files(any(), any(), any())).thenReturn(mock(ManifestReport.class));
    FingerprintService measuring = mock(FingerprintService.class);
    RouteResolver way = mock(RouteResolver.class);
    when(way.byTenants(move)).thenReturn(true);
    VerifyBackupDelegate verify = new VerifyBackupDelegate(verification, measuring, way);
    // Also of an old server that will go on for others: here it is still stopped.
    when(move.migration().sourceServesOthers()).thenReturn(true);
    when(measuring.takeLike(any(), any(), any(), any(), any()))
        .thenReturn(new Measurement(pupils("1"), new NumbersPerSchool(List.of())))
        .thenReturn(new Measurement(pupils("2"), new NumbersPerSchool(List.of())));
    verify.carryOut(move);

    assertThatThrownBy(() -> verify.carryOut(move))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("svp_schueler")
        .hasMessageContaining("noch einmal in Betrieb");
  }

  @Test
  void a_move_under_way_keeps_its_way_though_the_rule_table_says_another_by_now() {
    RouteResolver way =
        new RouteResolver(question -> new RouteDecision.Answer(Route.FULL, true, false, false, ""));

    assertThat(way.of(step.by(Route.TENANTS))).isEqualTo(Route.TENANTS);
  }

  private static Fingerprints pupils(String hash) {
    return new Fingerprints(
        "test",
        Instant.EPOCH,
        "15",
        List.of(new TableFingerprint("asv", "svp_schueler", 1, hash)),
        List.of(),
        new Fingerprints.LargeObjects(0, 0, "-"),
        List.of());
  }

  private RestoreTenantDelegate restore() {
    return new RestoreTenantDelegate(tenants, target);
  }

  /** The old server's database is as it was. */
  private FingerprintService unchanged() throws Exception {
    Fingerprints old =
        new Fingerprints(
            "test",
            Instant.EPOCH,
            "",
            List.of(),
            List.of(),
            new LargeObjects(0, 0, "-"),
            List.of());
    step.evidence().store("fingerprints-source", old);
    FingerprintService service = mock(FingerprintService.class);
    when(service.takeLike(any(), any(), any(), any(), any()))
        .thenReturn(new Measurement(old, new NumbersPerSchool(List.of())));
    return service;
  }

  private void measured(TenantMeasurement found) throws Exception {
    when(fingerprints.take(any(), any(), any(), any(), any(), any())).thenReturn(found);
  }

  private static TenantMeasurement holding(String... schools) {
    List<String> numbers = List.of(schools);
    TableFingerprint all =
        new TableFingerprint("asv", "svp_schule_stamm", numbers.size(), numbers.toString());
    TableFingerprint one = new TableFingerprint("asv", "svp_schule_stamm", 1, "1");
    return new TenantMeasurement(
        "test",
        Instant.EPOCH,
        numbers.contains("0001") ? Map.of("0001", List.of(one)) : Map.of(),
        Map.of(),
        Map.of(),
        List.of(all),
        List.of(),
        Map.of(),
        new NumbersPerSchool(
            numbers.stream().map(number -> new SchoolNumbers(number, 1, 1, 1)).toList()),
        List.of());
  }
}
