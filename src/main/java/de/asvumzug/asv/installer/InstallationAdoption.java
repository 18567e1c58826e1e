package de.asvumzug.asv.installer;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.client.ClientSettings;
import de.asvumzug.asv.client.ClientUpdates;
import de.asvumzug.asv.database.VendorJob;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Migration;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Takes over what a person installed in a move, once it is as planned. Runs nothing. */
@Component
public class InstallationAdoption {
  private final Installer installer;
  private final ClientSettings clientSettings;
  private final LayoutSettings layout;
  private final Sleeper pause;

  @Autowired
  public InstallationAdoption(
      Installer installer, ClientSettings clientSettings, LayoutSettings layout) {
    this(installer, clientSettings, layout, Sleeper.REAL);
  }

  InstallationAdoption(
      Installer installer, ClientSettings clientSettings, LayoutSettings layout, Sleeper pause) {
    this.installer = installer;
    this.clientSettings = clientSettings;
    this.layout = layout;
    this.pause = pause;
  }

  /**
   * Takes over a server installation that a person made in this move, once it is the planned
   * version: from then on it counts as this move's own and is never moved aside. Runs nothing.
   *
   * @throws OperationFailed (permanent) if there is no installation, or one of another version
   */
  public InstalledPackage adoptServer(
      Endpoint endpoint, Migration migration, ProgressListener progress)
      throws IOException, InterruptedException {
    String directory = endpoint.directory();
    new VendorJob("install-server", migration.id(), directory)
        .awaitEarlier(endpoint.host(), progress, pause);
    requireSomething(endpoint, directory, "Der ASV-Server");
    String expected = endpoint.installation().version().toString();
    String found = installer.version(endpoint);
    if (!expected.equals(found)) {
      throw OperationFailed.permanent(
          "In %s auf %s nennt %s die Version %s; geplant ist %s."
              .formatted(
                  directory,
                  endpoint.host().name(),
                  layout.on(endpoint).versionFile(),
                  found == null ? "nicht" : found,
                  expected),
          """
          Bitte die geplante Version installieren und den Schritt noch einmal von Hand \
          erledigen.""");
    }
    new InstallationMark(endpoint, migration.id(), "server", directory).finish();
    return new InstalledPackage(endpoint.host().name(), directory, found, null, null, true);
  }

  /**
   * Takes over a test client that a person installed, once it names the new server (or this machine
   * itself, which the guide allows). Runs nothing.
   *
   * @throws OperationFailed (permanent) if there is none, or its address is another one
   */
  public void adoptTestClient(Endpoint endpoint, Migration migration, ProgressListener progress)
      throws IOException, InterruptedException {
    String directory = installer.clientDirectory(endpoint);
    new VendorJob("install-client", migration.id(), directory)
        .awaitEarlier(endpoint.host(), progress, pause);
    requireSomething(endpoint, directory, "Der Test-Client");
    List<String> right =
        Stream.of(endpoint.installation().address(), "localhost", "127.0.0.1")
            .map(
                address ->
                    ClientUpdates.serverUrl(clientSettings, endpoint.installation(), address))
            .toList();
    Optional<String> found =
        ClientUpdates.setting(
            endpoint.host().files(), directory, clientSettings, clientSettings.serverKey());
    if (found.filter(right::contains).isEmpty()) {
      throw OperationFailed.permanent(
          "Der Test-Client in %s auf %s nennt als %s %s; erwartet wird %s."
              .formatted(
                  directory,
                  endpoint.host().name(),
                  clientSettings.serverKey(),
                  found.orElse("nichts"),
                  right.get(0)),
          "Bitte in %s eintragen (nicht in %s)."
              .formatted(
                  clientSettings.localConfiguration(), clientSettings.shippedConfiguration()));
    }
    new InstallationMark(endpoint, migration.id(), "client", directory).finish();
  }

  private static void requireSomething(Endpoint endpoint, String directory, String what)
      throws IOException {
    if (Installer.isEmpty(endpoint.host().files(), directory)) {
      throw OperationFailed.permanent(
          "%s fehlt: Der Ordner %s auf %s ist leer oder nicht da."
              .formatted(what, directory, endpoint.host().name()),
          "Bitte dorthin installieren.");
    }
  }
}
