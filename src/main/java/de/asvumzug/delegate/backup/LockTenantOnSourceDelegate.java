package de.asvumzug.delegate.backup;

import de.asvumzug.asv.Tenant;
import de.asvumzug.asv.TenantLocks;
import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.check.guard.TenantGuard;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Keeps the users of the moving schools out of an old server that goes on for others (rule I1):
 * from here on their data are worked with on the new one only. Notes what it is going to lock
 * first, as evidence {@code tenant-locks}, locks, and looks whether it is so; by hand it only
 * looks. Completes when every school is seen locked; permanent failure otherwise. A second run
 * locks what is not locked yet.
 */
@Component
public class LockTenantOnSourceDelegate implements StepHandler {
  private final Dbctl dbctl;
  private final TenantGuard guard;

  public LockTenantOnSourceDelegate(Dbctl dbctl, TenantGuard guard) {
    this.dbctl = dbctl;
    this.guard = guard;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    List<String> schools = step.migration().schoolNumbers();
    Optional<TenantLocks> noted = step.evidence().find(TenantLocks.EVIDENCE, TenantLocks.class);
    if (noted.filter(TenantLocks::locked).isEmpty()) {
      note(step, schools);
    }
    if (!step.byHand()) {
      for (String school : schools) {
        dbctl.lock(step.source(), school);
      }
    }
    requirePresent(step, schools);
    guard.schools(step.source(), schools).requireOutOfUse();
    step.note("Schulen auf dem alten Server gesperrt", Map.of("Schulen", schools));
    return StepOutcome.completed();
  }

  /** A school that is not there cannot have been locked: the plan or the machine is wrong. */
  private void requirePresent(Step step, List<String> schools) throws Exception {
    List<String> there = dbctl.list(step.source()).stream().map(Tenant::number).toList();
    List<String> missing = schools.stream().filter(school -> !there.contains(school)).toList();
    if (!missing.isEmpty()) {
      throw OperationFailed.permanent(
          """
          Auf %s gibt es nicht: Schule %s. Gesperrt werden können nur Schulen, die dort \
          arbeiten."""
              .formatted(step.source().host().name(), String.join(", ", missing)),
          "Bitte den Plan und die Maschine prüfen.");
    }
  }

  /** By hand the people have locked them already; then none counts as locked before. */
  private void note(Step step, List<String> schools) throws Exception {
    List<String> before =
        step.byHand()
            ? List.of()
            : dbctl.list(step.source()).stream()
                .filter(Tenant::locked)
                .map(Tenant::number)
                .filter(schools::contains)
                .toList();
    step.evidence()
        .store(
            TenantLocks.EVIDENCE,
            new TenantLocks(
                step.source().host().name(), schools, before, true, step.source().host().clock()));
  }
}
