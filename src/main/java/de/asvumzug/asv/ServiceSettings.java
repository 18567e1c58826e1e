package de.asvumzug.asv;

import de.asvumzug.host.Host;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The services of an ASV server and how they are controlled.
 *
 * @param control program that controls services
 * @param server unit of the ASV server; assumed
 * @param updateService unit of the update service (Aktualisierungsdienst); assumed
 * @param user unprivileged system user that the services run as on Linux; documented
 *     (alle/technik/install/dss/linux/asv-server)
 * @param stopTimeout how long a stop may take; School rewrites its database then. Afterwards a
 *     person decides; nothing is ever ended by force
 * @param startTimeout how long a start may take until the client port answers
 * @param poll pause between two looks
 * @param dropInFolder where a run-time setting that lengthens the service manager's own stop
 *     time-out is put; gone with the next start of the machine
 * @param machines those of single machines, from {@code asv.machines.<name>.services}; cannot be
 *     set here
 */
@ConfigurationProperties("asv.services")
public record ServiceSettings(
    @DefaultValue("systemctl") String control,
    @DefaultValue("asv-server") String server,
    @DefaultValue("asv-aktualisierungsdienst") String updateService,
    @DefaultValue("asvdss") String user,
    @DefaultValue("30m") Duration stopTimeout,
    @DefaultValue("10m") Duration startTimeout,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("/run/systemd/system") String dropInFolder,
    PerMachine<ServiceSettings> machines) {

  public ServiceSettings {
    machines = machines == null ? PerMachine.none() : machines;
  }

  /** What counts on a machine. */
  public ServiceSettings on(Host host) {
    return machines.of(host.name(), this);
  }

  public ServiceSettings on(Endpoint endpoint) {
    return on(endpoint.host());
  }

  public ServiceSettings with(PerMachine<ServiceSettings> own) {
    return new ServiceSettings(
        control, server, updateService, user, stopTimeout, startTimeout, poll, dropInFolder, own);
  }
}
