package de.asvumzug.delegate.restore;

import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.clone.ClonePlace;
import de.asvumzug.backup.clone.CloneRestore;
import de.asvumzug.delegate.BackupContexts;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Makes, beside the fresh installation's database, the empty one that a person fills with the clone
 * tool. Leaves the evidence {@code clone-place}: where to clone from and to, no password. A second
 * run finds the database and leaves what is in it alone.
 */
@Component
public class PrepareCloneDelegate implements StepHandler {
  private final CloneRestore clone;

  public PrepareCloneDelegate(CloneRestore clone) {
    this.clone = clone;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    ClonePlace place =
        clone.prepare(
            step.target(),
            step.evidence().get(EvidenceNames.RECEIVED_DATABASE, Backup.class),
            step.evidence().find(FreshInstallation.EVIDENCE, FreshInstallation.class),
            BackupContexts.of(step));
    step.evidence().store(ClonePlace.EVIDENCE, place);
    step.note(
        "Leere Datenbank für das Klon-Werkzeug bereitgestellt: " + place.database(),
        Map.of(
            "Rechner", place.machine(),
            "PostgreSQL", place.host() + ":" + place.port(),
            "Eigentümer", place.owner(),
            "Quelle (übertragene Kopie)", place.sourceFile()));
    return StepOutcome.completed();
  }
}
