package de.asvumzug.delegate.finish;

import de.asvumzug.backup.Backup;
import de.asvumzug.backup.remains.Deletion;
import de.asvumzug.backup.remains.TransferredCopies;
import de.asvumzug.check.tenant.GapRecorder;
import de.asvumzug.delegate.BackupContexts;
import de.asvumzug.delegate.OneTimeKeys;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Removes what the move has left on the new machine, the safety backup of a target that was in use
 * included, and the names that the schools needed for their gaps; the old machine stays as it is.
 * Leaves the evidence {@code deleted-copies}. A second run finds nothing more.
 */
@Component
public class DeleteTransferredCopiesDelegate implements StepHandler {
  private final TransferredCopies copies;
  private final GapRecorder gaps;
  private final OneTimeKeys keys;

  DeleteTransferredCopiesDelegate(TransferredCopies copies, GapRecorder gaps, OneTimeKeys keys) {
    this.copies = copies;
    this.gaps = gaps;
    this.keys = keys;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    keys.takeAway(step);
    Deletion deletion =
        copies.delete(
            step.target(),
            step.evidence().find(EvidenceNames.TARGET_BACKUP, Backup.class),
            BackupContexts.of(step));
    gaps.delete(step.migration().id());
    step.evidence().store(Deletion.EVIDENCE, deletion);
    step.note(
        "Übertragene Kopien auf dem neuen Server gelöscht",
        Map.of("gelöscht", deletion.copies().size()));
    return StepOutcome.completed();
  }
}
