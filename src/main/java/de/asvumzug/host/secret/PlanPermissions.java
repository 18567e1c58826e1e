package de.asvumzug.host.secret;

import de.asvumzug.host.HostSettings;
import de.asvumzug.host.HostSettings.DatabaseAccess;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What a plan may use from a machine: database servers and secrets. A plan only names them, so
 * whoever writes plans must not be able to have a password sent where it does not belong.
 */
@Component
public class PlanPermissions {
  private static final DatabaseAccess NONE = new DatabaseAccess(Set.of(), Set.of(), "", null);
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

  private final HostSettings settings;

  public PlanPermissions(HostSettings settings) {
    this.settings = settings;
  }

  /** Whether programs on the machine may log in to a database server there; case is ignored. */
  public boolean databaseHost(String machine, String host) {
    return database(machine).hosts().stream().anyMatch(host::equalsIgnoreCase);
  }

  /** Whether the secret may be used as a password of a database of the machine. */
  public boolean databaseSecret(String machine, String secret) {
    return database(machine).secrets().contains(secret);
  }

  /** Whether the secret may be used as the PIN of a certificate on the machine. */
  public boolean pinSecret(String machine, String secret) {
    HostSettings.Machine known = settings.machines().get(machine);
    return known != null && known.pinSecrets().contains(secret);
  }

  /** Whether a database server's address cannot leave the machine that asks for it. */
  static boolean staysOnTheMachine(String host) {
    return host.startsWith("/") || LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
  }

  DatabaseAccess database(String machine) {
    HostSettings.Machine known = settings.machines().get(machine);
    return known == null ? NONE : known.database();
  }
}
