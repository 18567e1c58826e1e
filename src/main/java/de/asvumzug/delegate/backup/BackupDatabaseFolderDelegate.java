package de.asvumzug.delegate.backup;

import de.asvumzug.backup.h2.H2Backup;
import de.asvumzug.delegate.BackupContexts;
import de.asvumzug.delegate.WholeDatabase;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Backs the folder {@code database} of an old School server up. Leaves the evidence {@code
 * backup-database}. A second run uses a backup that is complete.
 */
@Component
public class BackupDatabaseFolderDelegate implements StepHandler {
  private final H2Backup h2;

  public BackupDatabaseFolderDelegate(H2Backup h2) {
    this.h2 = h2;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    H2Backup.Result result = h2.backUp(step.source(), BackupContexts.of(step));
    result.repair().ifPresent(repair -> step.note(repair.text(), Map.of()));
    return WholeDatabase.backedUp(step, result.backup());
  }
}
