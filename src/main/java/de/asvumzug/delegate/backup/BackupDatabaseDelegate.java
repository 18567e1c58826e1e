package de.asvumzug.delegate.backup;

import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.postgres.ClusterInventory;
import de.asvumzug.backup.postgres.PostgresBackup;
import de.asvumzug.backup.transfer.BackupDestination;
import de.asvumzug.backup.transfer.LineMeasurement;
import de.asvumzug.delegate.BackupContexts;
import de.asvumzug.delegate.RouteResolver;
import de.asvumzug.delegate.WholeDatabase;
import de.asvumzug.plan.Variant;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Backs the PostgreSQL database of an old Enterprise server up. Leaves the evidence {@code
 * backup-database} and {@code cluster-inventory}. A second run attaches to a dump that still runs,
 * and uses a backup that is complete.
 */
@Component
public class BackupDatabaseDelegate implements StepHandler {

  private final PostgresBackup postgres;
  private final RouteResolver way;
  private final BackupDatabaseFolderDelegate folder;

  public BackupDatabaseDelegate(
      PostgresBackup postgres, RouteResolver way, BackupDatabaseFolderDelegate folder) {
    this.postgres = postgres;
    this.way = way;
    this.folder = folder;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    // Only for moves that began in a model without the gateway: there this was the one step for
    // both variants, and they end in the model in which they began.
    if (step.source().installation().variant() == Variant.SCHOOL) {
      return folder.carryOut(step);
    }
    BackupContext act = BackupContexts.of(step);
    ClusterInventory inventory = postgres.inventory(step.source());
    step.evidence().store(EvidenceNames.CLUSTER_INVENTORY, inventory);
    String own = step.source().installation().database().name();
    if (!inventory.others(own).isEmpty()) {
      step.note(
          "Auf demselben PostgreSQL-Server liegen weitere Datenbanken; sie ziehen nicht mit um",
          Map.of(
              "Datenbanken",
              inventory.others(own).stream().map(ClusterInventory.DatabaseOn::name).toList()));
    }
    // By school backups the complete backup must not reach the new machine.
    BackupDestination onward =
        way.byTenants(step)
            ? BackupDestination.STAYS
            : BackupDestination.to(step.target())
                .over(step.evidence().find(LineMeasurement.EVIDENCE, LineMeasurement.class));
    return WholeDatabase.backedUp(step, postgres.backUp(step.source(), onward, act));
  }
}
