package de.asvumzug.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.Tenant;
import de.asvumzug.asv.TenantLocks;
import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.update.UpdateFreeze;
import de.asvumzug.backup.TestMove;
import de.asvumzug.backup.tenant.HostConcurrencyLimiter;
import de.asvumzug.backup.tenant.TargetTenants;
import de.asvumzug.backup.tenant.TenantBackup;
import de.asvumzug.backup.transfer.Transfer;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.check.guard.GuardReport;
import de.asvumzug.check.guard.MachineAnswers;
import de.asvumzug.check.guard.OutOfUse;
import de.asvumzug.check.guard.PortProbe;
import de.asvumzug.check.guard.SiteGuard;
import de.asvumzug.check.guard.TenantGuard;
import de.asvumzug.check.tenant.TenantFingerprints;
import de.asvumzug.delegate.finish.ThawUpdatesDelegate;
import de.asvumzug.delegate.restore.StopTargetDelegate;
import de.asvumzug.delegate.rollback.GuardTargetDelegate;
import de.asvumzug.delegate.rollback.ProbeTargetDelegate;
import de.asvumzug.delegate.rollback.RemoveTenantOnTargetDelegate;
import de.asvumzug.delegate.rollback.UnlockTenantOnSourceDelegate;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.step.start.StartLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back without the new machine: every step that needs it, with a machine that is dead. */
class TargetOutOfUseTest {
  @TempDir Path folder;

  private final PortProbe ports = mock(PortProbe.class);
  private final TargetOutOfUse outOfUse = new TargetOutOfUse(new MachineAnswers(ports));
  private final LayoutSettings layout = FakeMachine.settings("asv.layout", LayoutSettings.class);
  private final ServiceSettings settings =
      FakeMachine.settings("asv.services", ServiceSettings.class);
  private final AsvServices services =
      new AsvServices(settings, layout, new LocalFiles(layout, settings));
  private boolean answers;
  private FakeStep step;

  @BeforeEach
  void machines() throws Exception {
    FakeMachine old = new FakeMachine("alt", folder.resolve("alt"));
    FakeMachine young = new FakeMachine("neu", folder.resolve("neu"));
    Endpoint source = old.site(Side.SOURCE, Variant.SCHOOL, "2.13.480");
    Endpoint target = young.site(Side.TARGET, Variant.SCHOOL, "2.14.12");
    step =
        new FakeStep(
            source,
            new Endpoint(Side.TARGET, target.installation(), dead()),
            young.migration(source.installation(), target.installation()));
  }

  /** As an SSH host is when its machine has no power. */
  private Host dead() {
    return mock(
        Host.class,
        call ->
            switch (call.getMethod().getName()) {
              case "name", "toString" -> "neu";
              case "answers" -> answers;
              case "system" -> Host.OperatingSystem.LINUX;
              case "workFolder" -> "/var/lib/asv-umzug";
              case "files" -> throw new IllegalStateException("neu ist nicht zu erreichen");
              default -> throw new IOException("neu ist über SSH nicht zu erreichen");
            });
  }

  private void state() {
    step.evidence().store(OutOfUse.EVIDENCE, OutOfUseFixture.stated("neu"));
  }

  private StepHandler stop() {
    return new StopTargetDelegate(services, outOfUse);
  }

  private StepHandler guard() {
    return new GuardTargetDelegate(new SiteGuard(settings, ports), outOfUse);
  }

  private List<String> proofForTheOldServer() throws Exception {
    return started(new SiteGuard(settings, ports), mock(TenantGuard.class))
        .alone(step, Side.SOURCE, (endpoint, proof) -> proof.obtain());
  }

  private GuardedStart started(Guard guard, TenantGuard tenants) {
    return new GuardedStart(guard, tenants, StartLock.within(() -> 1), outOfUse);
  }

  @Test
  void a_dead_machine_alone_lets_nothing_go_on() {
    assertThatThrownBy(() -> stop().carryOut(step)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> guard().carryOut(step)).hasMessageContaining("nicht bewiesen");
    assertThatThrownBy(this::proofForTheOldServer).hasMessageContaining("Start wird verweigert");
  }

  @Test
  void once_two_people_have_stated_it_the_steps_do_without_the_machine() throws Exception {
    state();

    stop().carryOut(step);
    guard().carryOut(step);
    new ThawUpdatesDelegate(
            mock(UpdateFreeze.class),
            new OneTimeKeys(new Transfer(), TestMove.plainVault()),
            outOfUse)
        .carryOut(step);

    assertThat(step.evidence().get("guard-target", GuardReport.class).stopped()).isTrue();
    assertThat(step.notes())
        .anySatisfy(
            note ->
                assertThat(note)
                    .contains("Stillstand nach Feststellung", "statedBy=technik")
                    .contains("confirmedBy=betreiber", "vom Strom getrennt"));
  }

  @Test
  void the_old_server_starts_on_the_statement_and_the_trail_says_so() throws Exception {
    state();

    assertThat(proofForTheOldServer())
        .containsExactly(
            "Maschine neu: antwortet nicht",
            "Feststellung zweier Personen: ausgeschaltet und vom Strom getrennt, festgestellt von"
                + " technik, bestätigt von betreiber");
  }

  @Test
  void a_machine_that_answers_is_proven_in_the_usual_way_whatever_was_stated() {
    state();
    answers = true;

    assertThatThrownBy(() -> stop().carryOut(step)).isInstanceOf(IOException.class);
    assertThatThrownBy(this::proofForTheOldServer).hasMessageContaining("Start wird verweigert");
    assertThat(step.notes()).anySatisfy(note -> assertThat(note).contains("antwortet, obwohl"));
  }

  @Test
  void an_open_client_port_is_a_sign_of_life_even_without_a_log_in() throws Exception {
    Installation own = mock(Installation.class);
    when(own.address()).thenReturn("neu.example.org");
    when(ports.opens(anyString(), anyInt())).thenReturn(true);
    Endpoint target = new Endpoint(Side.TARGET, own, dead());

    assertThat(new MachineAnswers(ports).anySign(target, step.source().installation())).isTrue();
    // With one address for both ends, what answers there may be the old server.
    assertThat(new MachineAnswers(ports).anySign(target, own)).isFalse();
  }

  @Test
  void a_statement_proves_nothing_any_more_once_the_machine_had_returned() {
    step.evidence().store(OutOfUse.EVIDENCE, OutOfUseFixture.stated("neu").returned(Instant.EPOCH));

    assertThatThrownBy(this::proofForTheOldServer).hasMessageContaining("Start wird verweigert");
  }

  @Test
  void the_proof_for_the_new_server_never_rests_on_the_statement() {
    state();

    assertThatThrownBy(
            () ->
                new GuardedStart(
                        endpoint -> {
                          throw OperationFailed.permanent("läuft");
                        },
                        mock(TenantGuard.class),
                        StartLock.within(() -> 1),
                        outOfUse)
                    .proofFor(step, Side.TARGET)
                    .obtain())
        .hasMessageContaining("Start wird verweigert");
  }

  @Test
  void schools_are_unlocked_on_the_old_server_without_the_dead_one() throws Exception {
    Dbctl dbctl = mock(Dbctl.class);
    when(dbctl.list(any())).thenReturn(List.of(new Tenant("0001", "A", false)));
    TenantGuard tenants = mock(TenantGuard.class);
    step.evidence()
        .store(
            TenantLocks.EVIDENCE,
            new TenantLocks("alt", List.of("0001"), List.of(), true, Instant.EPOCH));
    state();

    new UnlockTenantOnSourceDelegate(dbctl, tenants, started(mock(Guard.class), tenants), outOfUse)
        .carryOut(step);

    verify(dbctl).unlock(any(), eq("0001"));
    verify(tenants, never()).look(any(), any(), any());
  }

  @Test
  void nothing_is_removed_from_a_dead_server_in_use() throws Exception {
    Dbctl dbctl = mock(Dbctl.class);
    step.evidence().store(TargetTenants.EVIDENCE, new TargetTenants("neu", List.of()));
    state();

    new RemoveTenantOnTargetDelegate(
            dbctl,
            mock(Guard.class),
            mock(TenantGuard.class),
            mock(TenantFingerprints.class),
            mock(TenantBackup.class),
            outOfUse,
            mock(HostConcurrencyLimiter.class))
        .carryOut(step);

    verify(dbctl, never()).list(any());
  }

  @Test
  void people_are_asked_only_about_a_machine_that_is_silent() {
    ProbeTargetDelegate probe = new ProbeTargetDelegate(outOfUse);

    assertThat(probe.carryOut(step))
        .isEqualTo(StepOutcome.completed(Map.of("targetAnswers", false)));
    answers = true;
    assertThat(probe.carryOut(step))
        .isEqualTo(StepOutcome.completed(Map.of("targetAnswers", true)));
  }
}
