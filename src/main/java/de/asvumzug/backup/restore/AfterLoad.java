package de.asvumzug.backup.restore;

import de.asvumzug.asv.database.Postgres;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.postgres.ClusterInventory;
import de.asvumzug.backup.postgres.DatabaseProperties;
import de.asvumzug.backup.postgres.DatabaseProperties.Refused;
import de.asvumzug.backup.postgres.OwnershipTransfer;
import de.asvumzug.host.Host;
import de.asvumzug.plan.Database;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What makes of a loaded dump the database that the old server had: ownership, rights, memberships,
 * settings. The trial of the preparation and the restore do the same, so that what stops here stops
 * days before. May be repeated.
 */
public final class AfterLoad {
  private final Host host;
  private final Postgres postgres;
  private final BackupSettings settings;

  public AfterLoad(Host host, Postgres postgres, BackupSettings settings) {
    this.host = host;
    this.postgres = postgres;
    this.settings = settings;
  }

  /**
   * @param database the loaded one
   * @param old the old server's
   * @return settings that the target's PostgreSQL does not take; they are noted and left out
   */
  public List<Refused> run(
      String database, Database old, ClusterInventory inventory, BackupContext act)
      throws IOException, InterruptedException {
    new OwnershipTransfer(host, postgres, settings.schema())
        .run(database, old.owner(), inventory.superuser(old.owner()), act.jobs());
    List<Refused> refused = properties(database, old).carry(inventory);
    for (Refused one : refused) {
      act.notes()
          .note(
              "Eine Einstellung der alten Datenbank nimmt der neue PostgreSQL-Server nicht an; sie"
                  + " bleibt weg",
              Map.of("Einstellung", one.object(), "Wert", one.value(), "Grund", one.reason()));
    }
    return refused;
  }

  DatabaseProperties properties(String database, Database old) {
    return new DatabaseProperties(
        host, postgres, settings.maintenanceDatabase(), database, old.owner());
  }
}
