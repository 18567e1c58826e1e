package de.asvumzug.delegate.restore;

import de.asvumzug.asv.database.SchemaVersionReader;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.backup.clone.CloneRestore;
import de.asvumzug.backup.restore.RestoredDatabase;
import de.asvumzug.backup.restore.SchemaCompatibility;
import de.asvumzug.delegate.BackupContexts;
import de.asvumzug.plan.release.Release;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Checks the database that a person has filled with the clone tool and swaps it in. Leaves the
 * evidence {@code restored-database} and the decision {@code structure} ({@code SAME}, {@code
 * OLDER}). An empty clone, or one with another structure than the old server's, is a permanent
 * failure and changes nothing. A second run changes nothing once the swap is done.
 */
@Component
public class AdoptCloneDelegate implements StepHandler {
  private final CloneRestore clone;
  private final SchemaVersionReader structure;

  public AdoptCloneDelegate(CloneRestore clone, SchemaVersionReader structure) {
    this.clone = clone;
    this.structure = structure;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    Release expected =
        structure.version(step.source()).orElse(step.source().installation().version());
    RestoredDatabase restored =
        clone.adopt(
            step.target(),
            expected,
            step.evidence().find(FreshInstallation.EVIDENCE, FreshInstallation.class),
            BackupContexts.of(step));
    step.evidence().store(RestoredDatabase.EVIDENCE, restored);
    step.note(
        "Geklonte Datenbank übernommen: " + restored.database(),
        Map.of(
            "vorher, aufgehoben als", restored.keptAs(),
            "Strukturversion", restored.structureVersion()));
    return StepOutcome.completed(Map.of(SchemaCompatibility.VARIABLE, restored.structure().name()));
  }
}
