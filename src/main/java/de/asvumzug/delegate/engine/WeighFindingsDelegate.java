package de.asvumzug.delegate.engine;

import de.asvumzug.check.finding.Overruling;
import de.asvumzug.task.finding.BlockingFindings;
import de.asvumzug.task.finding.BlockingFindings.Blocking;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.MigrationKey;
import de.asvumzug.trail.TrailKind;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code weighFindings}: how many findings of both machines stand against the move ({@code
 * openFindings}): those that block and have not been overruled, as far as they still say the same.
 * What is overruled is told again on the trail. A second run only counts again.
 */
@Component
class WeighFindingsDelegate implements JavaDelegate {
  private final BlockingFindings findings;
  private final AuditTrail trail;

  WeighFindingsDelegate(BlockingFindings findings, AuditTrail trail) {
    this.findings = findings;
    this.trail = trail;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String migrationId = MigrationKey.required(execution);
    List<Blocking> all = findings.all(migrationId);
    List<String> overruled =
        all.stream()
            .filter(one -> one.overruled().isPresent())
            .map(one -> one.label() + by(one.overruled().get()))
            .toList();
    if (!overruled.isEmpty()) {
      trail.append(
          new AuditEvent(
              migrationId,
              TrailKind.NOTE,
              AuditEvent.SYSTEM,
              execution.getCurrentActivityId(),
              null,
              null,
              "Diese Befunde bestehen weiter und sind überstimmt.",
              Map.of("findings", overruled)));
    }
    execution.setVariable("openFindings", all.size() - overruled.size());
  }

  /** Without the reason, which stands where it was decided. */
  private static String by(Overruling overruling) {
    return " (verlangt von %s, bestätigt von %s)"
        .formatted(overruling.askedBy(), overruling.decidedBy());
  }
}
