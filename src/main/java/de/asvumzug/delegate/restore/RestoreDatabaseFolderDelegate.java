package de.asvumzug.delegate.restore;

import de.asvumzug.backup.h2.H2Restore;
import de.asvumzug.delegate.BackupContexts;
import de.asvumzug.delegate.WholeDatabase;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import org.springframework.stereotype.Component;

/**
 * Restores the folder {@code database} on a new School server beside the one in use and swaps them.
 * Leaves the evidence {@code restored-database} and the decision {@code structure} ({@code SAME},
 * {@code OLDER}). A second run changes nothing once the swap is done.
 */
@Component
public class RestoreDatabaseFolderDelegate implements StepHandler {
  private final H2Restore school;

  public RestoreDatabaseFolderDelegate(H2Restore school) {
    this.school = school;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    return WholeDatabase.restored(
        step, school.restore(WholeDatabase.order(step), BackupContexts.of(step)));
  }
}
