package de.asvumzug.asv.client;

import de.asvumzug.asv.files.LocalConfiguration;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.Machines;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Client;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.release.Release;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tells clients the server's new address: {@code server.url} and {@code update.server} in {@code
 * config.local.ini}, never in {@code config.ini} (guide, "Clientumgebung"; rule I4).
 */
@Component
public class ClientUpdates {
  private final ClientSettings settings;
  private final Machines machines;
  private final ClientVersions versions;

  public ClientUpdates(ClientSettings settings, Machines machines) {
    this.settings = settings;
    this.machines = machines;
    this.versions = new ClientVersions(settings, machines);
  }

  /** Writes where a client can be reached; lists the others as open, with what is to be written. */
  public ClientUpdate.All update(Migration migration) {
    Map<String, String> entries = entries(migration.target());
    List<ClientUpdate> updates = new ArrayList<>();
    for (Client client : migration.clients()) {
      String open = tooOld(client, migration.target());
      if (open == null) {
        open = open(client, entries);
      }
      updates.add(new ClientUpdate(client.name(), open == null, open, fragment(entries)));
    }
    return new ClientUpdate.All(updates);
  }

  /**
   * Looks at what people entered into the clients. Writes nothing. A client that cannot be looked
   * at from here is open.
   *
   * @throws OperationFailed (permanent) naming every client that was read and names another address
   */
  public ClientUpdate.All check(Migration migration) {
    Map<String, String> entries = entries(migration.target());
    List<ClientUpdate> seen = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (Client client : migration.clients()) {
      String open = outOfReach(client);
      if (open == null) {
        open = tooOld(client, migration.target());
      }
      if (open == null) {
        try {
          open = look(client, entries, wrong);
        } catch (IOException | OperationFailed e) {
          open = "Der Client ließ sich nicht ansehen (" + e.getMessage() + "); bitte dort prüfen.";
        }
      }
      seen.add(new ClientUpdate(client.name(), open == null, open, fragment(entries)));
    }
    if (!wrong.isEmpty()) {
      throw OperationFailed.permanent(
          "Noch nicht umgestellt: " + String.join("; ", wrong) + ". Bitte dort eintragen.");
    }
    return new ClientUpdate.All(seen);
  }

  private String look(Client client, Map<String, String> entries, List<String> wrong)
      throws IOException {
    HostFiles files = machines.host(client.machine()).files();
    String missing = missingFolder(client, files);
    if (missing != null) {
      return missing;
    }
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      Optional<String> found = setting(files, client.directory(), settings, entry.getKey());
      if (found.filter(entry.getValue()::equals).isEmpty()) {
        wrong.add(
            "Client „%s“ (%s auf %s): %s ist %s, erwartet wird %s"
                .formatted(
                    client.name(),
                    client.directory() + "/" + settings.localConfiguration(),
                    client.machine(),
                    entry.getKey(),
                    found.orElse("nicht eingetragen"),
                    entry.getValue()));
      }
    }
    return null;
  }

  /** What a client uses: the local file's value, else the shipped file's. */
  public static Optional<String> setting(
      HostFiles files, String directory, ClientSettings settings, String key) throws IOException {
    Optional<String> local =
        LocalConfiguration.read(files, directory + "/" + settings.localConfiguration()).get(key);
    return local.isPresent()
        ? local
        : LocalConfiguration.read(files, directory + "/" + settings.shippedConfiguration())
            .get(key);
  }

  /** The lines for a person, e.g. on a form. */
  public String fragment(Installation target) {
    return fragment(entries(target));
  }

  public static String serverUrl(ClientSettings settings, Installation server) {
    return serverUrl(settings, server, server.address());
  }

  public static String serverUrl(ClientSettings settings, Installation server, String address) {
    return filled(settings, settings.serverUrl(), server, address);
  }

  private Map<String, String> entries(Installation target) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put(settings.serverKey(), serverUrl(settings, target));
    entries.put(
        settings.updateKey(), filled(settings, settings.updateUrl(), target, target.address()));
    return entries;
  }

  /**
   * Null unless the client must be installed anew; then an address written into it helps nobody.
   */
  private String tooOld(Client client, Installation target) {
    try {
      return versions.requireReinstalled(client, target).orElse(null);
    } catch (IOException | OperationFailed e) {
      return "Der Client ließ sich nicht ansehen (" + e.getMessage() + "); bitte dort eintragen.";
    }
  }

  /** Null if the client is done, else why it is open. */
  private String open(Client client, Map<String, String> entries) {
    String outOfReach = outOfReach(client);
    if (outOfReach != null) {
      return outOfReach;
    }
    try {
      return write(client, entries);
    } catch (AccessDeniedException e) {
      return """
      %s ist nicht beschreibbar, z. B. auf einem Terminalserver; bitte dort mit den Rechten \
      eines Administrators eintragen."""
          .formatted(e.getFile());
    } catch (IOException | OperationFailed e) {
      return "Der Client ließ sich nicht ändern (" + e.getMessage() + "); bitte dort eintragen.";
    }
  }

  /** Null if it can be reached as far as the plan knows. */
  private static String outOfReach(Client client) {
    return client.machine() == null || client.directory() == null
        ? "Der Client ist von hier aus nicht erreichbar; bitte dort eintragen."
        : null;
  }

  private static String missingFolder(Client client, HostFiles files) throws IOException {
    return files
            .statBehind(client.directory())
            .filter(s -> s.kind() == FileStat.Kind.FOLDER)
            .isEmpty()
        ? "Den Ordner " + client.directory() + " gibt es dort nicht; bitte dort eintragen."
        : null;
  }

  private String write(Client client, Map<String, String> entries) throws IOException {
    HostFiles files = machines.host(client.machine()).files();
    String missing = missingFolder(client, files);
    if (missing != null) {
      return missing;
    }
    String path = client.directory() + "/" + settings.localConfiguration();
    LocalConfiguration before = LocalConfiguration.read(files, path);
    LocalConfiguration after = before.merged(entries);
    if (after.text().equals(before.text())) {
      return null;
    }
    boolean there = files.stat(path).isPresent();
    if (there && files.stat(path + LocalFiles.PREVIOUS).isEmpty()) {
      files.copy(path, path + LocalFiles.PREVIOUS);
    }
    files.createFolders(path.substring(0, path.lastIndexOf('/')));
    after.write(files, path);
    return null;
  }

  private static String fragment(Map<String, String> entries) {
    return LocalConfiguration.empty().merged(entries).text();
  }

  private static String filled(
      ClientSettings settings, String template, Installation server, String address) {
    boolean https = server.version().compareTo(Release.parse(settings.httpsSince())) >= 0;
    return template
        .replace("{scheme}", https ? "https" : "http")
        .replace("{address}", address)
        .replace("{port}", Integer.toString(server.clientPort()));
  }
}
