package de.asvumzug.backup.transfer;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.backup.BackupComponent;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.Folders;
import de.asvumzug.host.Host;
import de.asvumzug.host.Sleeper;
import java.util.Optional;

/**
 * Where a backup goes when it is complete: decides what its reader must understand, and whether
 * finished parts may be sent on already.
 *
 * @param target the new machine; empty if the backup stays where it is made
 * @param line what the preparation measured, when nothing else was at work; empty if it did not
 */
public record BackupDestination(Optional<Endpoint> target, Optional<LineMeasurement> line) {
  /** Stays on its machine; if it is ever read, then there. */
  public static final BackupDestination STAYS =
      new BackupDestination(Optional.empty(), Optional.empty());

  public static BackupDestination to(Endpoint target) {
    return new BackupDestination(Optional.of(target), Optional.empty());
  }

  /** The same, with what a preparation measured. */
  public BackupDestination over(Optional<LineMeasurement> measured) {
    return new BackupDestination(target, measured);
  }

  /**
   * Begins to send a folder of a database backup on while it is still written to.
   *
   * @param backup the backup's folder
   * @param sub the folder in it whose files only ever grow
   * @param room bytes that must be free on the new machine for it
   * @return to be closed before the backup is finished; null if the backup stays where it is
   */
  public PreCopy forerun(Host from, String backup, String sub, long room, BackupContext act) {
    if (target.isEmpty()) {
      return null;
    }
    Host to = target.get().host();
    String received = Folders.received(to, act.migrationId(), BackupComponent.DATABASE);
    TransferPath leg = new TransferPath(from, backup + "/" + sub, to, received + "/" + sub);
    return PreCopy.begin(
        leg,
        PreCopy.note(to, act, BackupComponent.DATABASE),
        room,
        act,
        new RelayTransport(new TransferRetry(Sleeper.REAL)),
        Sleeper.REAL);
  }
}
