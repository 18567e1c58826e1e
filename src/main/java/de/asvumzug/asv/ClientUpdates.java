package de.asvumzug.asv;

import de.asvumzug.host.FileStat;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.Machines;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Client;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Release;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** The lines for a person, e.g. on a form. */
  public String fragment(Installation target) {
    return fragment(entries(target));
  }

  static String serverUrl(ClientSettings settings, Installation server) {
    return filled(settings, settings.serverUrl(), server);
  }

  private Map<String, String> entries(Installation target) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put(settings.serverKey(), serverUrl(settings, target));
    entries.put(settings.updateKey(), filled(settings, settings.updateUrl(), target));
    return entries;
  }

  /**
   * Null unless the client must be installed anew; then an address written into it helps nobody.
   */
  private String tooOld(Client client, Installation target) {
    try {
      return versions.mustBeReinstalled(client, target).orElse(null);
    } catch (IOException | OperationFailed e) {
      return "Der Client ließ sich nicht ansehen (" + e.getMessage() + "); bitte dort eintragen.";
    }
  }

  /** Null if the client is done, else why it is open. */
  private String open(Client client, Map<String, String> entries) {
    if (client.machine() == null || client.directory() == null) {
      return "Der Client ist von hier aus nicht erreichbar; bitte dort eintragen.";
    }
    try {
      return write(client, entries);
    } catch (IOException | OperationFailed e) {
      return "Der Client ließ sich nicht ändern (" + e.getMessage() + "); bitte dort eintragen.";
    }
  }

  private String write(Client client, Map<String, String> entries) throws IOException {
    HostFiles files = machines.host(client.machine()).files();
    if (files.stat(client.directory()).filter(s -> s.kind() == FileStat.Kind.FOLDER).isEmpty()) {
      return "Den Ordner " + client.directory() + " gibt es dort nicht; bitte dort eintragen.";
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

  private static String filled(ClientSettings settings, String template, Installation server) {
    boolean https = server.version().compareTo(Release.parse(settings.httpsSince())) >= 0;
    return template
        .replace("{scheme}", https ? "https" : "http")
        .replace("{address}", server.address())
        .replace("{port}", Integer.toString(server.clientPort()));
  }
}
