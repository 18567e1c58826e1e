package de.asvumzug.step.attempt;

import de.asvumzug.step.StepTask;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the trail lines of one attempt. */
public final class AttemptAuditLog {
  private final AuditTrail trail;
  private final StepTask task;
  private final int attempt;

  public AttemptAuditLog(AuditTrail trail, StepTask task, int attempt) {
    this.trail = trail;
    this.task = task;
    this.attempt = attempt;
  }

  /**
   * @param machine may be null where no machine was touched
   */
  public void write(TrailKind kind, String machine, String text, Map<String, ?> details) {
    Map<String, Object> all = new LinkedHashMap<>(details);
    all.put("attempt", attempt);
    trail.append(
        new AuditEvent(
            task.migrationId(),
            kind,
            AuditEvent.SYSTEM,
            task.element(),
            task.school().orElse(null),
            machine,
            text,
            all));
  }
}
