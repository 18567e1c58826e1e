package de.asvumzug.delegate;

import de.asvumzug.check.OutOfUse;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.trail.EvidenceDesk;
import de.asvumzug.trail.MoveOf;
import de.asvumzug.trail.Trail;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.TrailLine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code declareOutOfUse}: enters that two people have stated the new machine to be off for good,
 * for the steps of the way back (evidence {@code machine-out-of-use}) and for the watch that waits
 * for the machine. Runs in one transaction with the engine, so never twice.
 */
@Component
class DeclareOutOfUseDelegate implements JavaDelegate {
  private final MigrationLookup migrations;
  private final EvidenceDesk evidence;
  private final MachinesOutOfUse machines;
  private final Trail trail;

  DeclareOutOfUseDelegate(
      MigrationLookup migrations, EvidenceDesk evidence, MachinesOutOfUse machines, Trail trail) {
    this.migrations = migrations;
    this.evidence = evidence;
    this.machines = machines;
    this.trail = trail;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Migration plan = migrations.get(MoveOf.required(execution));
    String element = execution.getCurrentActivityId();
    OutOfUse stated =
        new OutOfUse(
            plan.target().machine(),
            OutOfUse.How.of(text(execution, "howOff")).orElseThrow(),
            text(execution, "reason"),
            text(execution, "decidedBy"),
            text(execution, "confirmedBy"),
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            null);
    evidence
        .of(plan.id(), element, TrailLine.SYSTEM, null, stated.machine())
        .store(OutOfUse.EVIDENCE, stated);
    machines.add(plan.id(), stated.machine(), stated.statedBy(), stated.confirmedBy());
    trail.append(
        new TrailLine(
            plan.id(),
            TrailKind.INCIDENT_DECIDED,
            TrailLine.SYSTEM,
            element,
            null,
            stated.machine(),
            "Die neue Maschine gilt als außer Betrieb: " + stated.text(),
            stated.details()));
  }

  private static String text(DelegateExecution execution, String variable) {
    return String.valueOf(execution.getVariable(variable));
  }
}
