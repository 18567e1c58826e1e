package de.asvumzug.backup;

import de.asvumzug.host.Host;
import de.asvumzug.host.Sleeper;
import java.util.Optional;

/** Chooses the way for a transfer. */
final class Couriers {
  private Couriers() {}

  /** Direct where the settings of the new machine allow it, else through this application. */
  static Courier between(Host from, Host to, Act act, Patience patience, Sleeper pause) {
    Courier relay = new Relay(patience);
    Optional<OneTimeKey> key = OneTimeKey.between(from, to, act.migrationId());
    if (key.isEmpty()) {
      return relay;
    }
    return new Direct(to.sshAddress().orElseThrow(), key.get(), relay, act, patience, pause);
  }
}
