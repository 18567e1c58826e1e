package de.asvumzug.delegate.restore;

import de.asvumzug.backup.postgres.ClusterInventory;
import de.asvumzug.backup.restore.PostgresRestore;
import de.asvumzug.delegate.BackupContexts;
import de.asvumzug.delegate.WholeDatabase;
import de.asvumzug.plan.Variant;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import org.springframework.stereotype.Component;

/**
 * Restores the PostgreSQL database on a new Enterprise server beside the one in use and swaps them.
 * Leaves the evidence {@code restored-database} and the decision {@code structure} ({@code SAME},
 * {@code OLDER}). A second run attaches to a restore that still runs, and changes nothing once the
 * swap is done.
 */
@Component
public class RestoreDatabaseDelegate implements StepHandler {
  private final PostgresRestore postgres;
  private final RestoreDatabaseFolderDelegate folder;

  public RestoreDatabaseDelegate(PostgresRestore postgres, RestoreDatabaseFolderDelegate folder) {
    this.postgres = postgres;
    this.folder = folder;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    // Only for moves that began in a model without the gateway: there this was the one step for
    // both variants, and they end in the model in which they began.
    if (step.target().installation().variant() == Variant.SCHOOL) {
      return folder.carryOut(step);
    }
    return WholeDatabase.restored(
        step,
        postgres.restore(
            WholeDatabase.order(step),
            step.evidence().get(EvidenceNames.CLUSTER_INVENTORY, ClusterInventory.class),
            BackupContexts.of(step)));
  }
}
