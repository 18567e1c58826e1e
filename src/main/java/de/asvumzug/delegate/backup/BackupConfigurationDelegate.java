package de.asvumzug.delegate.backup;

import de.asvumzug.backup.Backup;
import de.asvumzug.backup.configuration.ConfigurationBackup;
import de.asvumzug.delegate.BackupContexts;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Backs all program and configuration files of the old server up. Leaves the evidence {@code
 * backup-configuration}. A second run uses a backup that is complete.
 */
@Component
public class BackupConfigurationDelegate implements StepHandler {

  private final ConfigurationBackup configuration;

  public BackupConfigurationDelegate(ConfigurationBackup configuration) {
    this.configuration = configuration;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    Backup backup = configuration.backUp(step.source(), BackupContexts.of(step));
    step.evidence().store(EvidenceNames.BACKUP_CONFIGURATION, backup);
    step.note(
        "Programm- und Konfigurationsdateien gesichert in " + backup.folder(),
        Map.of(
            "Dateien", backup.manifest().files().size(),
            "Bytes", backup.manifest().bytes(),
            "lokale Dateien", backup.manifest().localFiles(),
            "Schlüssel", backup.manifest().keyWords(),
            "SHA-256 des Manifests", backup.manifestSha256()));
    return StepOutcome.completed();
  }
}
