package de.asvumzug.web.worker;

import de.asvumzug.host.Machines;
import de.asvumzug.host.secret.PlanPermissions;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.intake.KnownResources;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The machines and secrets of the settings, as plans may refer to them. */
@Component
class HostSurroundings implements KnownResources {
  private final Machines machines;
  private final Secrets secrets;
  private final PlanPermissions permissions;

  HostSurroundings(Machines machines, Secrets secrets, PlanPermissions permissions) {
    this.machines = machines;
    this.secrets = secrets;
    this.permissions = permissions;
  }

  @Override
  public Set<String> machines() {
    return machines.names();
  }

  @Override
  public Optional<String> site(String machine) {
    return machines.site(machine);
  }

  @Override
  public boolean secretExists(String name) {
    return secrets.exists(name);
  }

  @Override
  public boolean databaseHostPermitted(String machine, String host) {
    return permissions.databaseHost(machine, host);
  }

  @Override
  public boolean databaseSecretPermitted(String machine, String secret) {
    return permissions.databaseSecret(machine, secret);
  }

  @Override
  public boolean pinSecretPermitted(String machine, String secret) {
    return permissions.pinSecret(machine, secret);
  }
}
