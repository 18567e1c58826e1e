package de.asvumzug.backup.transfer;

import de.asvumzug.backup.BackupContext;
import de.asvumzug.host.Host;
import de.asvumzug.host.Sleeper;
import java.util.Optional;

/** Chooses the way for a transfer. */
final class Couriers {
  private Couriers() {}

  /** Direct where the settings of the new machine allow it, else through this application. */
  static FileTransport between(
      Host from, Host to, BackupContext act, TransferRetry patience, Sleeper pause) {
    FileTransport relay = new RelayTransport(patience);
    Optional<OneTimeKey> key = OneTimeKey.between(from, to, act.migrationId());
    if (key.isEmpty()) {
      return relay;
    }
    return new DirectTransport(
        to.sshAddress().orElseThrow(), key.get(), relay, act, patience, pause);
  }
}
