package de.asvumzug.delegate.engine;

import de.asvumzug.check.guard.OutOfUse;
import de.asvumzug.delegate.monitor.MachinesOutOfUse;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.MigrationKey;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.evidence.EvidenceFactory;
import de.asvumzug.trail.words.TypedWords;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private final EvidenceFactory evidence;
  private final MachinesOutOfUse machines;
  private final AuditTrail trail;

  DeclareOutOfUseDelegate(
      MigrationLookup migrations,
      EvidenceFactory evidence,
      MachinesOutOfUse machines,
      AuditTrail trail) {
    this.migrations = migrations;
    this.evidence = evidence;
    this.machines = machines;
    this.trail = trail;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Migration plan = migrations.get(MigrationKey.required(execution));
    String element = execution.getCurrentActivityId();
    OutOfUse stated =
        new OutOfUse(
            plan.target().machine(),
            OutOfUse.How.of(text(execution, "howOff")).orElseThrow(),
            text(execution, "decidedBy"),
            text(execution, "confirmedBy"),
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            null);
    evidence
        .of(plan.id(), element, AuditEvent.SYSTEM, null, stated.machine())
        .store(OutOfUse.EVIDENCE, stated);
    machines.add(plan.id(), stated.machine(), stated.statedBy(), stated.confirmedBy());
    Map<String, Object> details = new LinkedHashMap<>(stated.details());
    details.put("reason", TypedWords.of(text(execution, "reason")));
    trail.append(
        new AuditEvent(
            plan.id(),
            TrailKind.INCIDENT_DECIDED,
            stated.statedBy(),
            element,
            null,
            stated.machine(),
            "Die neue Maschine gilt als außer Betrieb: " + stated.text(),
            details));
  }

  private static String text(DelegateExecution execution, String variable) {
    return String.valueOf(execution.getVariable(variable));
  }
}
