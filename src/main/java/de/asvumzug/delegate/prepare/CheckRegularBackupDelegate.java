package de.asvumzug.delegate.prepare;

import de.asvumzug.check.around.RegularBackupCheck;
import de.asvumzug.check.around.ReorganisationCheck;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Findings;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Proves that the new server is backed up regularly: settings, folder and one trial run; and looks
 * who reorganises it every night. Stores {@code regular-backup}; completes with {@code
 * backupFindings}, the number of findings that block. A second run of the same attempt finds the
 * trial run again; a new attempt makes one more backup.
 */
@Component
public class CheckRegularBackupDelegate implements StepHandler {
  private final RegularBackupCheck check;
  private final ReorganisationCheck reorganisation;

  public CheckRegularBackupDelegate(RegularBackupCheck check, ReorganisationCheck reorganisation) {
    this.check = check;
    this.reorganisation = reorganisation;
  }

  @Override
  public StepOutcome carryOut(Step step) throws IOException, InterruptedException {
    Findings backup = check.check(step.target(), step.key(), step.jobs());
    List<Finding> all = new ArrayList<>(backup.findings());
    all.add(reorganisation.look(step.target()));
    Findings findings = new Findings(all, backup.at());
    step.evidence().store(EvidenceNames.REGULAR_BACKUP, findings);
    return StepOutcome.completed(Map.of("backupFindings", findings.blocking()));
  }
}
