package de.asvumzug.delegate.engine;

import de.asvumzug.delegate.monitor.MachinesOutOfUse;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.MigrationKey;
import de.asvumzug.trail.TrailKind;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code endOutOfUse}: a machine that had returned is secured, so that nobody has to wait for it
 * any more. Was it stated to be out of use once more meanwhile, it is still waited for. A second
 * run changes nothing.
 */
@Component
class EndOutOfUseDelegate implements JavaDelegate {
  private final MachinesOutOfUse machines;
  private final AuditTrail trail;

  EndOutOfUseDelegate(MachinesOutOfUse machines, AuditTrail trail) {
    this.machines = machines;
    this.trail = trail;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String move = MigrationKey.required(execution);
    if (machines.endReturned(move)) {
      trail.append(
          new AuditEvent(
              move,
              TrailKind.NOTE,
              AuditEvent.SYSTEM,
              execution.getCurrentActivityId(),
              null,
              null,
              "Die zurückgekehrte Maschine ist gesichert; sie gilt nicht mehr als außer Betrieb",
              Map.of()));
    }
  }
}
