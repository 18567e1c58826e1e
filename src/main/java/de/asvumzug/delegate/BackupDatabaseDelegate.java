package de.asvumzug.delegate;

import de.asvumzug.backup.Act;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.ClusterInventory;
import de.asvumzug.backup.H2Backup;
import de.asvumzug.backup.Onward;
import de.asvumzug.backup.PostgresBackup;
import de.asvumzug.plan.Variant;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Backs the old server's database up. Leaves the evidence {@code backup-database} and, for
 * Enterprise, {@code cluster-inventory}. A second run attaches to a dump that still runs, and uses
 * a backup that is complete.
 */
@Component
public class BackupDatabaseDelegate implements StepHandler {
  static final String EVIDENCE = "backup-database";
  static final String INVENTORY = "cluster-inventory";

  private final PostgresBackup postgres;
  private final H2Backup h2;
  private final WayOfMove way;

  BackupDatabaseDelegate(PostgresBackup postgres, H2Backup h2, WayOfMove way) {
    this.postgres = postgres;
    this.h2 = h2;
    this.way = way;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    Act act = Acts.of(step);
    Backup backup =
        step.source().installation().variant() == Variant.ENTERPRISE
            ? enterprise(step, act)
            : school(step, act);
    step.evidence().store(EVIDENCE, backup);
    step.note(
        "Datenbank gesichert in " + backup.folder(),
        Map.of(
            "Dateien", backup.manifest().files().size(),
            "Bytes", backup.manifest().bytes(),
            "SHA-256 des Manifests", backup.manifestSha256()));
    return StepOutcome.completed();
  }

  private Backup enterprise(Step step, Act act) throws Exception {
    ClusterInventory inventory = postgres.inventory(step.source());
    step.evidence().store(INVENTORY, inventory);
    String own = step.source().installation().database().name();
    if (!inventory.others(own).isEmpty()) {
      step.note(
          "Auf demselben PostgreSQL-Server liegen weitere Datenbanken; sie ziehen nicht mit um",
          Map.of(
              "Datenbanken",
              inventory.others(own).stream().map(ClusterInventory.DatabaseOn::name).toList()));
    }
    // By school backups the complete backup must not reach the new machine.
    Onward onward = way.byTenants(step) ? Onward.STAYS : Onward.to(step.target());
    return postgres.backUp(step.source(), onward, act);
  }

  private Backup school(Step step, Act act) throws Exception {
    H2Backup.Result result = h2.backUp(step.source(), act);
    result.repair().ifPresent(repair -> step.note(repair.text(), Map.of()));
    return result.backup();
  }
}
