package de.asvumzug.delegate;

import de.asvumzug.backup.Act;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.Transfer;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Brings both backups to the new machine and reads them there in full. Leaves the evidence {@code
 * received-database} and {@code received-configuration}. A second run goes on where it was cut.
 */
@Component
public class TransferBackupDelegate implements StepHandler {
  static final String DATABASE = "received-database";
  static final String CONFIGURATION = "received-configuration";

  private final Transfer transfer;

  public TransferBackupDelegate(Transfer transfer) {
    this.transfer = transfer;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    Backup database = bring(step, BackupDatabaseDelegate.EVIDENCE, DATABASE);
    Backup configuration = bring(step, BackupConfigurationDelegate.EVIDENCE, CONFIGURATION);
    step.note(
        "Sicherungen übertragen und auf dem neuen Server vollständig gelesen",
        Map.of(
            "Bytes",
            database.manifest().bytes() + configuration.manifest().bytes(),
            "SHA-256 der Manifeste",
            List.of(database.manifestSha256(), configuration.manifestSha256())));
    return StepOutcome.completed();
  }

  private Backup bring(Step step, String made, String received) throws Exception {
    Act act = Acts.of(step);
    Backup backup = step.evidence().get(made, Backup.class);
    Backup copy = transfer.copy(step.source().host(), backup, step.target().host(), act);
    step.evidence().store(received, copy);
    return copy;
  }
}
