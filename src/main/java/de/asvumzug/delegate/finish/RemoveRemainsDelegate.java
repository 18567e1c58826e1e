package de.asvumzug.delegate.finish;

import de.asvumzug.backup.remains.Deletion;
import de.asvumzug.backup.remains.Deletion.Deleted;
import de.asvumzug.backup.remains.RemainsRemoval;
import de.asvumzug.delegate.BackupContexts;
import de.asvumzug.delegate.TargetOutOfUse;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Removes from the new machine what this move has made there and what carries its mark, because a
 * person said so; backups and everything without a mark stay. Refuses while the new server is not
 * proven to stand still. Leaves the evidence {@code removed-remains}. A second run finds less.
 */
@Component
public class RemoveRemainsDelegate implements StepHandler {

  private final RemainsRemoval removal;
  private final TargetOutOfUse outOfUse;

  RemoveRemainsDelegate(RemainsRemoval removal, TargetOutOfUse outOfUse) {
    this.removal = removal;
    this.outOfUse = outOfUse;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    if (outOfUse.instead(
        step, "Auf der neuen Maschine wird nichts entfernt: Sie ist außer Betrieb")) {
      return StepOutcome.completed();
    }
    Deletion gone =
        removal.remove(step.target(), step.migration().source(), BackupContexts.of(step));
    step.evidence().store(EvidenceNames.REMOVED_REMAINS, gone);
    step.note(
        "Reste dieses Umzugs auf dem neuen Server entfernt",
        Map.of("removed", gone.copies().stream().map(Deleted::what).toList()));
    return StepOutcome.completed();
  }
}
