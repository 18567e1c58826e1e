package de.asvumzug.delegate.finish;

import de.asvumzug.backup.Backup;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.remains.Deletion;
import de.asvumzug.backup.remains.TransferredCopies;
import de.asvumzug.check.tenant.GapRecorder;
import de.asvumzug.delegate.BackupContexts;
import de.asvumzug.delegate.OneTimeKeys;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Removes what the move has left on the new machine, the safety backup of a target that was in use
 * included, its backups on the old one, and the names that the schools needed for their gaps; the
 * old installation stays as it is. Leaves the evidence {@code deleted-copies} and {@code
 * deleted-backups}. A second run finds nothing more.
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
    backups(step);
    gaps.delete(step.migration().id());
    step.evidence().store(Deletion.EVIDENCE, deletion);
    step.note(
        "Übertragene Kopien auf dem neuen Server gelöscht",
        Map.of("gelöscht", deletion.copies().size()));
    return StepOutcome.completed();
  }

  private void backups(Step step) throws Exception {
    Optional<Deletion> deleted = copies.deleteBackups(step.source(), BackupContexts.of(step));
    if (deleted.isPresent()) {
      step.evidence().store(Deletion.BACKUPS, deleted.get());
      step.note(
          "Sicherungen auf dem alten Server gelöscht",
          Map.of("gelöscht", deleted.get().copies().size()));
      return;
    }
    boolean encrypted =
        step.evidence()
            .find(EvidenceNames.BACKUP_DATABASE, Backup.class)
            .filter(backup -> backup.manifest().encrypted())
            .isPresent();
    if (!encrypted) {
      throw OperationFailed.temporary(
          """
          %s antwortet nicht; dort liegen noch unverschlüsselte Sicherungen dieses Umzugs (%s)."""
              .formatted(
                  step.source().host().name(),
                  Folders.backups(step.source().host(), step.migration().id())),
          """
          Bitte die Maschine einschalten und wiederholen, oder den Datenträger löschen und den \
          Schritt von Hand erledigen.""");
    }
    step.note(
        "%s antwortet nicht; die Sicherungen dort sind verschlüsselt und werden mit dem Schlüssel unlesbar"
            .formatted(step.source().host().name()),
        Map.of());
  }
}
