package de.asvumzug.backup;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.util.Optional;

/** Encrypts backups on their machine and opens them again; it alone has to do with keys. */
public interface Vault {

  /**
   * What encrypts the backups of this move; its key is made at the first one. Empty if backups stay
   * plain by the settings.
   *
   * @param context what the backup is recognised by: its files are of no use in any other
   * @throws OperationFailed (permanent) if there is no key and none can be made
   */
  Optional<Seal> seal(Endpoint endpoint, String context, BackupContext act)
      throws IOException, InterruptedException;

  /**
   * A backup to be read, encrypted or not.
   *
   * @param endpoint the installation whose machine it lies on
   * @throws OperationFailed (permanent) if its key is not there; nothing has been touched then
   */
  OpenBackup open(Endpoint endpoint, Backup backup, BackupContext act) throws IOException;

  /**
   * Reads every byte of a backup against its manifest.
   *
   * @throws OperationFailed (permanent) naming each file that differs and, where the key is at
   *     hand, the place in it
   */
  ManifestReport requireTrue(Endpoint endpoint, Backup backup, BackupContext act)
      throws IOException, InterruptedException;

  /** Removes plain files of a move that a run that was cut may have left on a machine. */
  boolean forgetPlain(Host host, String migrationId) throws IOException, InterruptedException;
}
