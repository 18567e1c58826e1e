package de.asvumzug.delegate;

import de.asvumzug.asv.FreshInstallation;
import de.asvumzug.backup.Act;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.ClusterInventory;
import de.asvumzug.backup.PostgresRestore;
import de.asvumzug.backup.RestoreOrder;
import de.asvumzug.backup.RestoredDatabase;
import de.asvumzug.backup.SchoolRestore;
import de.asvumzug.backup.StructureFit;
import de.asvumzug.plan.Variant;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Restores the database on the new machine beside the one in use and swaps them. Leaves the
 * evidence {@code restored-database} and the decision {@code structure} ({@code SAME}, {@code
 * OLDER}). A second run attaches to a restore that still runs, and changes nothing once the swap is
 * done.
 */
@Component
public class RestoreDatabaseDelegate implements StepHandler {
  static final String TARGET_BACKUP = "target-backup";

  private final PostgresRestore postgres;
  private final SchoolRestore school;

  public RestoreDatabaseDelegate(PostgresRestore postgres, SchoolRestore school) {
    this.postgres = postgres;
    this.school = school;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    Act act = Acts.of(step);
    RestoreOrder order =
        new RestoreOrder(
            step.target(),
            step.source(),
            step.evidence().get(TransferBackupDelegate.DATABASE, Backup.class),
            step.evidence().find(FreshInstallation.EVIDENCE, FreshInstallation.class),
            step.evidence().find(TARGET_BACKUP, Backup.class));
    RestoredDatabase restored =
        step.target().installation().variant() == Variant.ENTERPRISE
            ? postgres.restore(
                order,
                step.evidence().get(BackupDatabaseDelegate.INVENTORY, ClusterInventory.class),
                act)
            : school.restore(order, act);
    step.evidence().store(RestoredDatabase.EVIDENCE, restored);
    step.note(
        "Datenbank eingespielt: " + restored.database(),
        Map.of(
            "vorher, aufgehoben als", restored.keptAs(),
            "Strukturversion", restored.structureVersion(),
            "angelegte Rollen ohne Anmeldung", restored.createdRoles()));
    return StepOutcome.completed(Map.of(StructureFit.VARIABLE, restored.structure().name()));
  }
}
