package de.asvumzug.backup.database;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupComponent;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupFolder;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.PrivateFolder;
import de.asvumzug.backup.Vault;
import de.asvumzug.backup.h2.H2Backup;
import de.asvumzug.backup.postgres.ClusterInventory;
import de.asvumzug.backup.postgres.PostgresBackup;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Variant;
import org.springframework.stereotype.Service;

/**
 * The safety backup of a target that works for schools already: before a school is brought in,
 * everything there is backed up and read to its last byte (rule I2).
 */
@Service
public class TargetBackup {
  private final Guard guard;
  private final PostgresBackup postgres;
  private final H2Backup h2;
  private final BackupVerification verification;
  private final Vault vault;

  public TargetBackup(
      Guard guard,
      PostgresBackup postgres,
      H2Backup h2,
      BackupVerification verification,
      Vault vault) {
    this.vault = vault;
    this.guard = guard;
    this.postgres = postgres;
    this.h2 = h2;
    this.verification = verification;
  }

  /**
   * Makes the backup, or returns the one that this move has made before; either way it is read in
   * full.
   *
   * @throws OperationFailed if a server may be up there, or the backup cannot be made or read
   */
  public Backup backUp(Endpoint target, BackupContext act) throws Exception {
    guard.proveStopped(target);
    if (target.installation().variant() == Variant.SCHOOL) {
      Backup backup = h2.backUp(target, act).backup();
      verification.files(target, backup, act);
      // Not against the original: dbctl opens that file too, and H2 writes to what it opens.
      verification.h2Copy(target, backup, act);
      return backup;
    }
    ClusterInventory inventory = postgres.inventory(target);
    Backup backup = postgres.backUp(target, act);
    verification.files(target, backup, act);
    verification.archive(target, backup, inventory, act);
    return backup;
  }

  /**
   * Takes a complete backup of this move away because the server has worked since: it lacks what
   * was entered meanwhile. What it was made of is still there, stopped and untouched.
   */
  public void discard(Endpoint target, BackupContext act) throws Exception {
    guard.proveStopped(target);
    if (new BackupFolder(target, BackupComponent.DATABASE, act, vault).finished().isPresent()) {
      PrivateFolder.delete(
          target.host(),
          Folders.backup(target.host(), act.migrationId(), BackupComponent.DATABASE));
    }
  }
}
