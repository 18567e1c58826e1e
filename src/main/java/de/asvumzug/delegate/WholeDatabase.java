package de.asvumzug.delegate;

import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.restore.RestoreOrder;
import de.asvumzug.backup.restore.RestoredDatabase;
import de.asvumzug.backup.restore.SchemaCompatibility;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.Map;

/** What the steps of both variants leave when a complete database is backed up or restored. */
public final class WholeDatabase {

  private WholeDatabase() {}

  public static StepOutcome backedUp(Step step, Backup backup) {
    step.evidence().store(EvidenceNames.BACKUP_DATABASE, backup);
    step.note(
        "Datenbank gesichert in " + backup.folder(),
        Map.of(
            "Dateien", backup.manifest().files().size(),
            "Bytes", backup.manifest().bytes(),
            "Schlüssel", backup.manifest().keyWords(),
            "SHA-256 des Manifests", backup.manifestSha256()));
    return StepOutcome.completed();
  }

  public static RestoreOrder order(Step step) {
    return new RestoreOrder(
        step.target(),
        step.source(),
        step.evidence().get(EvidenceNames.RECEIVED_DATABASE, Backup.class),
        step.evidence().find(FreshInstallation.EVIDENCE, FreshInstallation.class),
        step.evidence().find(EvidenceNames.TARGET_BACKUP, Backup.class));
  }

  public static StepOutcome restored(Step step, RestoredDatabase restored) {
    step.evidence().store(RestoredDatabase.EVIDENCE, restored);
    step.note(
        "Datenbank eingespielt: " + restored.database(),
        Map.of(
            "vorher, aufgehoben als", restored.keptAs(),
            "Strukturversion", restored.structureVersion(),
            "angelegte Rollen ohne Anmeldung", restored.createdRoles()));
    return StepOutcome.completed(Map.of(SchemaCompatibility.VARIABLE, restored.structure().name()));
  }
}
