package de.asvumzug.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.Tenant;
import de.asvumzug.asv.TenantLocks;
import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.asv.database.DbctlSettings;
import de.asvumzug.asv.service.StopProof;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.tenant.HostConcurrencyLimiter;
import de.asvumzug.backup.tenant.TargetTenants;
import de.asvumzug.backup.tenant.TenantBackup;
import de.asvumzug.backup.tenant.TenantRestored;
import de.asvumzug.check.fingerprint.Fingerprints;
import de.asvumzug.check.fingerprint.NumbersPerSchool;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.check.guard.GuardLook;
import de.asvumzug.check.guard.GuardReport;
import de.asvumzug.check.guard.SiteGuard;
import de.asvumzug.check.guard.TenantGuard;
import de.asvumzug.check.tenant.TenantFingerprints;
import de.asvumzug.check.tenant.TenantMeasurement;
import de.asvumzug.delegate.backup.GuardSourceDelegate;
import de.asvumzug.delegate.backup.LockTenantOnSourceDelegate;
import de.asvumzug.delegate.finish.CheckTenantDeletedDelegate;
import de.asvumzug.delegate.rollback.RemoveTenantOnTargetDelegate;
import de.asvumzug.delegate.rollback.StartSourceDelegate;
import de.asvumzug.delegate.rollback.UnlockTenantOnSourceDelegate;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.step.start.StartLock;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Rule I1 where one or both servers work on for other schools: school 0001 moves, 0002 stays on the
 * old server, 0101 is at home on the new one.
 */
class TenantAccessDelegatesTest {
  private final List<Tenant> old = new ArrayList<>();
  private final List<Tenant> young = new ArrayList<>();
  private final Dbctl dbctl = mock(Dbctl.class);
  private final SiteGuard siteGuard = mock(SiteGuard.class);
  private final Endpoint source = site(Side.SOURCE, "alt");
  private final Endpoint target = site(Side.TARGET, "neu");
  private final TenantGuard guard = new TenantGuard(siteGuard, dbctl);
  private final TenantFingerprints fingerprints = mock(TenantFingerprints.class);
  private final TenantBackup backups = mock(TenantBackup.class);
  private final HostConcurrencyLimiter share =
      new HostConcurrencyLimiter(FakeMachine.settings("asv.dbctl", DbctlSettings.class));
  private final FakeStep step = new FakeStep(source, target, plan());

  @BeforeEach
  void bothServersAreUp() throws Exception {
    old.addAll(List.of(new Tenant("0001", "A", false), new Tenant("0002", "B", false)));
    young.add(new Tenant("0101", "Z", false));
    when(dbctl.list(source)).thenAnswer(call -> List.copyOf(old));
    when(dbctl.list(target)).thenAnswer(call -> List.copyOf(young));
    doAnswer(call -> state(old, call.getArgument(1), true)).when(dbctl).lock(any(), anyString());
    doAnswer(call -> state(old, call.getArgument(1), false)).when(dbctl).unlock(any(), anyString());
    GuardReport up =
        new GuardReport(
            "x", Instant.EPOCH, List.of(new GuardReport.Observation("Dienst", "active", false)));
    when(siteGuard.look(any(), any())).thenReturn(new GuardLook("x", up, true));
  }

  private static Object state(List<Tenant> schools, String number, boolean locked) {
    schools.replaceAll(
        school ->
            school.number().equals(number) ? new Tenant(number, school.name(), locked) : school);
    return null;
  }

  private static Endpoint site(Side side, String machine) {
    Host host = mock(Host.class);
    when(host.name()).thenReturn(machine);
    try {
      when(host.clock()).thenReturn(Instant.EPOCH);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return new Endpoint(side, mock(Installation.class), host);
  }

  private static Migration plan() {
    Migration plan = mock(Migration.class);
    Installation inUse = mock(Installation.class);
    when(inUse.inUse()).thenReturn(true);
    when(plan.id()).thenReturn("U-2026-0001");
    when(plan.schoolNumbers()).thenReturn(List.of("0001"));
    when(plan.sourceServesOthers()).thenReturn(true);
    when(plan.target()).thenReturn(inUse);
    when(plan.source()).thenReturn(mock(Installation.class));
    return plan;
  }

  private void lock() throws Exception {
    new LockTenantOnSourceDelegate(dbctl, guard).carryOut(step);
  }

  private void unlock() throws Exception {
    new UnlockTenantOnSourceDelegate(dbctl, guard, guarded(), OutOfUseFixture.NOBODY_STATED)
        .carryOut(step);
  }

  private StopProof proof(Side starting) {
    return guarded().proofFor(step, starting);
  }

  private GuardedStart guarded() {
    return new GuardedStart(
        mock(Guard.class),
        guard,
        StartLock.within(new AtomicLong()::incrementAndGet),
        OutOfUseFixture.NOBODY_STATED);
  }

  @Test
  void only_the_moving_school_is_locked() throws Exception {
    lock();

    assertThat(old).containsExactly(new Tenant("0001", "A", true), new Tenant("0002", "B", false));
  }

  @Test
  void a_lock_that_does_not_hold_is_no_lock() throws Exception {
    doAnswer(call -> null).when(dbctl).lock(any(), anyString());

    assertThatThrownBy(this::lock)
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Schule 0001: nicht gesperrt");
  }

  @Test
  void by_hand_it_is_only_looked_at() throws Exception {
    step.doneByHand();

    assertThatThrownBy(this::lock).hasMessageContaining("0001");
    state(old, "0001", true);
    lock();

    verify(dbctl, never()).lock(any(), anyString());
  }

  @Test
  void what_is_going_to_be_locked_is_known_before_the_first_lock() throws Exception {
    doThrow(new IOException("Verbindung weg")).when(dbctl).lock(any(), anyString());

    assertThatThrownBy(this::lock).isInstanceOf(IOException.class);

    assertThat(step.evidence().get(TenantLocks.EVIDENCE, TenantLocks.class).schools())
        .containsExactly("0001");
  }

  @Test
  void the_new_server_starts_only_when_the_school_is_locked_on_the_old_one() throws Exception {
    young.add(new Tenant("0001", "A", false));
    assertThatThrownBy(() -> proof(Side.TARGET).obtain())
        .hasMessageContaining("Der Start wird verweigert")
        .hasMessageContaining("Schule 0001: nicht gesperrt");

    lock();

    assertThat(proof(Side.TARGET).obtain()).containsExactly("Schule 0001: gesperrt");
  }

  @Test
  void the_old_server_starts_only_when_the_school_does_not_work_on_the_new_one() throws Exception {
    assertThat(proof(Side.SOURCE).obtain()).containsExactly("Schule 0001: nicht da");

    young.add(new Tenant("0001", "A", false));

    assertThatThrownBy(() -> proof(Side.SOURCE).obtain())
        .hasMessageContaining("Schule 0001: nicht gesperrt");
  }

  @Test
  void a_server_for_others_comes_back_if_the_move_is_given_up_before_the_school_arrived()
      throws Exception {
    StopProof proof = proof(Side.TARGET);
    young.clear();
    young.add(new Tenant("0101", "Z", false));

    assertThat(proof.obtain()).containsExactly("Schule 0001: nicht da");
  }

  @Test
  void a_server_that_lists_no_school_at_all_proves_nothing() throws Exception {
    young.add(new Tenant("0001", "A", false));
    old.clear();

    assertThatThrownBy(() -> proof(Side.TARGET).obtain()).hasMessageContaining("leer");
  }

  @Test
  void a_school_that_is_not_there_is_not_taken_for_locked() {
    step.doneByHand();
    old.remove(0);

    assertThatThrownBy(this::lock).hasMessageContaining("gibt es nicht: Schule 0001");
  }

  @Test
  void a_server_that_does_not_tell_its_schools_proves_nothing() throws Exception {
    young.add(new Tenant("0001", "A", false));
    when(dbctl.list(source)).thenThrow(new IOException("keine Antwort"));

    assertThatThrownBy(() -> proof(Side.TARGET).obtain()).hasMessageContaining("nicht lesbar");
  }

  @Test
  void the_old_server_does_not_start_while_a_school_of_the_move_is_not_locked() throws Exception {
    lock();
    state(old, "0001", false);

    assertThatThrownBy(
            () -> new StartSourceDelegate(guarded(), null, null, guard, null).carryOut(step))
        .hasMessageContaining("Schule 0001: nicht gesperrt");
  }

  @Test
  void the_guard_of_the_old_server_is_content_with_locked_schools_once_they_are() throws Exception {
    GuardSourceDelegate look = new GuardSourceDelegate(siteGuard, guard);
    assertThatThrownBy(() -> look.carryOut(step)).hasMessageContaining("steht");

    lock();
    look.carryOut(step);

    state(old, "0001", false);
    assertThatThrownBy(() -> look.carryOut(step)).hasMessageContaining("0001: nicht gesperrt");
  }

  @Test
  void nobody_is_let_in_again_while_the_school_works_on_the_new_server() throws Exception {
    lock();
    young.add(new Tenant("0001", "A", false));

    assertThatThrownBy(this::unlock).hasMessageContaining("Schule 0001: nicht gesperrt");

    assertThat(old).contains(new Tenant("0001", "A", true));
  }

  @Test
  void the_way_back_lets_the_school_in_again_once() throws Exception {
    lock();
    unlock();
    unlock();

    assertThat(old).contains(new Tenant("0001", "A", false));
    verify(dbctl, times(1)).unlock(any(), anyString());
  }

  @Test
  void a_school_that_was_locked_before_the_move_stays_so_on_the_way_back() throws Exception {
    state(old, "0001", true);
    lock();
    unlock();

    assertThat(old).contains(new Tenant("0001", "A", true));
  }

  @Test
  void the_way_back_has_nothing_to_unlock_where_nothing_was_locked() throws Exception {
    unlock();

    verify(dbctl, never()).unlock(any(), anyString());
  }

  @Test
  void a_school_that_was_there_before_the_move_is_never_removed() throws Exception {
    young.add(new Tenant("0001", "A", false));
    step.evidence().store(TargetTenants.EVIDENCE, new TargetTenants("neu", List.copyOf(young)));

    assertThatThrownBy(() -> remover().carryOut(step))
        .hasMessageContaining("gab es schon vor diesem Umzug");

    verify(dbctl, never()).delete(any(), anyString(), any(), any());
  }

  @Test
  void nothing_is_removed_from_a_server_that_no_school_has_reached() throws Exception {
    young.add(new Tenant("0001", "A", false));

    remover().carryOut(step);

    verify(dbctl, never()).delete(any(), anyString(), any(), any());
  }

  @Test
  void a_removal_that_an_attempt_before_has_left_running_is_waited_for() throws Exception {
    JobKey left = new JobKey(step.key() + ".delete-0001");
    when(target.host().jobs()).thenReturn(List.of(left));
    AtomicInteger looks = new AtomicInteger();
    when(target.host().status(left))
        .thenAnswer(
            call ->
                Optional.of(
                    looks.incrementAndGet() < 3
                        ? new JobStatus.Running(1, Instant.EPOCH)
                        : new JobStatus.Ended(0, Instant.EPOCH, Instant.EPOCH)));
    step.evidence().store(TargetTenants.EVIDENCE, new TargetTenants("neu", List.of()));
    when(dbctl.list(target))
        .thenAnswer(
            call -> {
              assertThat(looks.get()).isGreaterThanOrEqualTo(3);
              return List.of();
            });

    remover().carryOut(step);

    verify(dbctl, never()).delete(any(), anyString(), any(), any());
  }

  private RemoveTenantOnTargetDelegate remover() {
    return new RemoveTenantOnTargetDelegate(
        dbctl,
        mock(Guard.class),
        guard,
        fingerprints,
        backups,
        OutOfUseFixture.NOBODY_STATED,
        share);
  }

  @Test
  void what_was_entered_on_the_new_server_is_kept_before_the_school_is_removed() throws Exception {
    arrived();
    step.evidence()
        .store("tenant-restored-0001", new TenantRestored("neu", "0001", "x.sbz", "ab", false));
    Backup kept = mock(Backup.class);
    when(kept.folder()).thenReturn("/work/0001");
    when(kept.manifestSha256()).thenReturn("ab");
    when(backups.backUp(any(), any()))
        .thenAnswer(
            call -> {
              assertThat(young).contains(new Tenant("0001", "A", false));
              return kept;
            });

    remover().carryOut(step);

    assertThat(young).containsExactly(new Tenant("0101", "Z", false));
    assertThat(step.notes()).anyMatch(note -> note.contains("/work/0001"));
  }

  @Test
  void a_school_that_was_cut_on_its_way_in_is_removed_without_a_backup() throws Exception {
    arrived();

    remover().carryOut(step);

    assertThat(young).containsExactly(new Tenant("0101", "Z", false));
    verify(backups, never()).backUp(any(), any());
  }

  private void arrived() throws Exception {
    step.evidence().store(TargetTenants.EVIDENCE, new TargetTenants("neu", List.copyOf(young)));
    young.add(new Tenant("0001", "A", false));
    doAnswer(
            call -> {
              young.removeIf(school -> school.number().equals(call.getArgument(1)));
              return null;
            })
        .when(dbctl)
        .delete(any(), anyString(), any(), any());
    TenantMeasurement others = measured("abc");
    when(fingerprints.take(any(), any(), any(), anyString(), any(), any())).thenReturn(others);
  }

  @Test
  void what_was_measured_before_a_removal_counts_until_the_others_are_seen_unchanged()
      throws Exception {
    step.evidence().store(TargetTenants.EVIDENCE, new TargetTenants("neu", List.copyOf(young)));
    young.add(new Tenant("0001", "A", false));
    doAnswer(call -> young.removeIf(school -> school.number().equals("0001")))
        .when(dbctl)
        .delete(any(), anyString(), any(), any());
    TenantMeasurement before = measured("abc");
    TenantMeasurement touched = measured("def");
    TenantFingerprints fingerprints = mock(TenantFingerprints.class);
    when(fingerprints.take(any(), any(), any(), anyString(), any(), any()))
        .thenReturn(before, touched, touched, before);
    RemoveTenantOnTargetDelegate remover =
        new RemoveTenantOnTargetDelegate(
            dbctl,
            mock(Guard.class),
            guard,
            fingerprints,
            backups,
            OutOfUseFixture.NOBODY_STATED,
            share);

    assertThatThrownBy(() -> remover.carryOut(step))
        .hasMessageContaining("anderer Schulen berührt");
    assertThatThrownBy(() -> remover.carryOut(step.again()))
        .as("a second try does not take the damage for the state of before")
        .hasMessageContaining("anderer Schulen berührt");
    remover.carryOut(step.again());
  }

  private static TenantMeasurement measured(String hash) {
    return new TenantMeasurement(
        "test",
        Instant.EPOCH,
        Map.of("0001", List.of()),
        Map.of(),
        Map.of(),
        List.of(new Fingerprints.TableFingerprint("asv", "svp_note", 7, hash)),
        List.of(),
        Map.of(),
        new NumbersPerSchool(List.of()),
        List.of());
  }

  @Test
  void a_deletion_without_effect_is_noticed() throws Exception {
    step.evidence().store(TargetTenants.EVIDENCE, new TargetTenants("neu", List.copyOf(young)));
    young.add(new Tenant("0001", "A", false));
    TenantFingerprints fingerprints = mock(TenantFingerprints.class);
    when(fingerprints.take(any(), any(), any(), anyString(), any(), any()))
        .thenReturn(measured("abc"));

    assertThatThrownBy(
            () ->
                new RemoveTenantOnTargetDelegate(
                        dbctl,
                        mock(Guard.class),
                        guard,
                        fingerprints,
                        backups,
                        OutOfUseFixture.NOBODY_STATED,
                        share)
                    .carryOut(step))
        .hasMessageContaining("nennt aber noch: Schule 0001");
  }

  @Test
  void the_operator_is_asked_until_no_moved_school_is_left() throws Exception {
    CheckTenantDeletedDelegate check = new CheckTenantDeletedDelegate(dbctl);
    lock();

    assertThat(check.carryOut(step)).isEqualTo(StepOutcome.completed(Map.of("tenantsLeft", 1)));
    old.remove(0);
    assertThat(check.carryOut(step)).isEqualTo(StepOutcome.completed(Map.of("tenantsLeft", 0)));
  }

  @Test
  void a_moved_school_that_works_on_the_old_server_again_raises_the_alarm() {
    assertThatThrownBy(() -> new CheckTenantDeletedDelegate(dbctl).carryOut(step))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Bitte sofort sperren");
  }
}
