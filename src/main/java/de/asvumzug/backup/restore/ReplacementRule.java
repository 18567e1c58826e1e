package de.asvumzug.backup.restore;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.SchemaVersionReader;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.restore.TargetDatabases.Found;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Side;
import java.io.IOException;
import java.util.Optional;

/**
 * Rule I2: a database takes the place of the one in use only if that is the empty one of the fresh
 * installation, or was backed up by this move.
 */
public class ReplacementRule {
  private final SchemaVersionReader structure;

  public ReplacementRule(SchemaVersionReader structure) {
    this.structure = structure;
  }

  /**
   * @throws OperationFailed (permanent) if the database in use is neither the empty one of the
   *     installation nor backed up by this move
   */
  void requireReplaceable(RestoreOrder order, TargetDatabases databases)
      throws IOException, InterruptedException {
    boolean backedUp = order.targetBackup().filter(b -> backupOfTarget(b, order)).isPresent();
    requireReplaceable(order.target(), order.fresh(), backedUp, databases);
  }

  /**
   * Rule I2, for whatever is to take the place of the database in use.
   *
   * @param backedUp whether this move has made a backup of it
   */
  public void requireReplaceable(
      Endpoint target,
      Optional<FreshInstallation> proof,
      boolean backedUp,
      TargetDatabases databases)
      throws IOException, InterruptedException {
    String machine = target.host().name();
    Found current =
        databases
            .look(databases.current())
            .orElseThrow(
                () ->
                    OperationFailed.permanent(
                        "Auf %s fehlt die Datenbank %s der neuen Installation."
                            .formatted(machine, databases.current()),
                        "Bitte die Neuinstallation prüfen."));
    if (backedUp) {
      return;
    }
    boolean fresh =
        proof.isPresent()
            && isFresh(proof.get(), machine, databases, current)
            && structure.schools(target).filter(count -> count == 0).isPresent();
    if (!fresh) {
      throw OperationFailed.permanent(
          """
          Die Datenbank %s auf %s wird nicht ersetzt: Sie ist nicht nachweislich die leere \
          Datenbank der Neuinstallation und wurde in diesem Umzug nicht gesichert."""
              .formatted(databases.current(), machine),
          "Bitte prüfen, ob dort Daten von Schulen liegen; wenn ja, zuerst sichern.");
    }
  }

  private static boolean backupOfTarget(Backup backup, RestoreOrder order) {
    return backup.side() == Side.TARGET
        && backup.manifest().migration().equals(order.received().manifest().migration())
        && backup.machine().equals(order.target().host().name());
  }

  private static boolean isFresh(
      FreshInstallation fresh, String machine, TargetDatabases databases, Found current)
      throws IOException, InterruptedException {
    return machine.equals(fresh.machine())
        && current.name().equals(fresh.databaseName())
        && current.oid() == fresh.databaseOid()
        && databases.systemIdentifier().equals(fresh.systemIdentifier());
  }
}
