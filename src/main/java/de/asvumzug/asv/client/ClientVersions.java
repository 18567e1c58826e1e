package de.asvumzug.asv.client;

import de.asvumzug.host.HostFiles;
import de.asvumzug.host.Machines;
import de.asvumzug.plan.Client;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.release.Release;
import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Clients older than 2.19 speak HTTP only. They can neither talk to a server from 2.20 on nor
 * update themselves from it, whatever address is written into them (trap 7; docs/domain.md §2).
 */
@Component
public class ClientVersions {
  private final ClientSettings settings;
  private final Machines machines;

  public ClientVersions(ClientSettings settings, Machines machines) {
    this.settings = settings;
    this.machines = machines;
  }

  /** Whether clients of this server must speak HTTPS. */
  public boolean matter(Installation server) {
    return server.version().compareTo(Release.parse(settings.httpsSince())) >= 0;
  }

  /**
   * What is installed there; empty if it cannot be looked at from here or names no version.
   *
   * @throws IOException if the machine does not answer
   */
  public Optional<Release> installed(Client client) throws IOException {
    if (client.machine() == null || client.directory() == null) {
      return Optional.empty();
    }
    HostFiles files = machines.host(client.machine()).files();
    String file = client.directory() + "/" + settings.versionFile();
    if (files.stat(file).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Release.parse(files.readText(file).lines().findFirst().orElse("")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * German; why a client must be installed anew before it can work with this server; empty if it
   * need not, or if its version is unknown.
   *
   * @throws IOException if the machine does not answer
   */
  public Optional<String> requireReinstalled(Client client, Installation server)
      throws IOException {
    if (!matter(server)) {
      return Optional.empty();
    }
    return installed(client)
        .filter(found -> found.compareTo(minimum()) < 0)
        .map(
            found ->
                """
                Version %s kann sich mit einem Server ab %s (nur HTTPS) nicht verbinden und \
                sich von dort auch nicht aktualisieren; bitte dort neu installieren."""
                    .formatted(found, settings.httpsSince()));
  }

  /** Oldest version that gets along with such a server. */
  public Release minimum() {
    return Release.parse(settings.minimumForHttps());
  }
}
