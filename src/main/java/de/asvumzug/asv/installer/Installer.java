package de.asvumzug.asv.installer;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.client.ClientSettings;
import de.asvumzug.asv.client.ClientUpdates;
import de.asvumzug.asv.database.VendorJob;
import de.asvumzug.asv.database.VendorProgram;
import de.asvumzug.host.Command;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.Progress;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Migration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Installs the ASV server, and a test client, with the ASV-Installer. */
@Component
public class Installer {
  /** Between a folder's name and a number: what was moved aside half-done. */
  public static final String ASIDE = ".unvollstaendig-";

  private final InstallerSettings settings;
  private final ClientSettings clientSettings;
  private final LayoutSettings layout;
  private final Unpacker unpacker;
  private final Secrets secrets;
  private final Sleeper pause;

  @Autowired
  public Installer(
      InstallerSettings settings,
      ClientSettings clientSettings,
      LayoutSettings layout,
      Unpacker unpacker,
      Secrets secrets) {
    this(settings, clientSettings, layout, unpacker, secrets, Sleeper.REAL);
  }

  public Installer(
      InstallerSettings settings,
      ClientSettings clientSettings,
      LayoutSettings layout,
      Unpacker unpacker,
      Secrets secrets,
      Sleeper pause) {
    this.settings = settings;
    this.clientSettings = clientSettings;
    this.layout = layout;
    this.unpacker = unpacker;
    this.secrets = secrets;
    this.pause = pause;
  }

  /**
   * Installs the planned version. What an earlier attempt of this move installed is left as it is;
   * what one left half-done is moved aside; a folder that holds anything else is refused.
   *
   * @param checked what the preparation has recorded of the package
   * @throws OperationFailed (permanent) if the package, certificate, PIN or folder is not as it
   *     must be, or the installer ends with another code than 0
   */
  public InstalledPackage installServer(
      Endpoint endpoint,
      Migration migration,
      CheckedPackages checked,
      Jobs jobs,
      ProgressListener progress)
      throws IOException, InterruptedException {
    InstallationMark mark =
        new InstallationMark(endpoint, migration.id(), "server", endpoint.directory());
    VendorJob job = new VendorJob("install-server", migration.id(), endpoint.directory());
    if (foundDone(endpoint, endpoint.directory(), mark, job, progress)) {
      return new InstalledPackage(
          endpoint.host().name(), endpoint.directory(), version(endpoint), null, null, false);
    }
    requireCertificate(endpoint, migration);
    PackageFile unpacked =
        unpacker.unpack(
            endpoint,
            "Der ASV-Installer",
            migration.packages().installer(),
            checked.installer(),
            progress);
    mark.begin();
    run(
        endpoint,
        unpacked,
        serverCall(endpoint, migration),
        serverArguments(endpoint),
        job,
        jobs,
        progress);
    mark.finish();
    return new InstalledPackage(
        endpoint.host().name(),
        endpoint.directory(),
        version(endpoint),
        unpacked.path(),
        unpacked.sha256(),
        true);
  }

  /** Installs a client beside the server; returns false if this move has done so before. */
  public boolean installTestClient(
      Endpoint endpoint,
      Migration migration,
      CheckedPackages checked,
      Jobs jobs,
      ProgressListener progress)
      throws IOException, InterruptedException {
    String directory = clientDirectory(endpoint);
    InstallationMark mark = new InstallationMark(endpoint, migration.id(), "client", directory);
    VendorJob job = new VendorJob("install-client", migration.id(), directory);
    if (foundDone(endpoint, directory, mark, job, progress)) {
      return false;
    }
    PackageFile unpacked =
        unpacker.unpack(
            endpoint,
            "Der ASV-Installer",
            migration.packages().installer(),
            checked.installer(),
            progress);
    VendorProgram call =
        new VendorProgram()
            .value("directory", directory)
            .value("address", endpoint.installation().address())
            .value("port", endpoint.installation().clientPort())
            .value("serverUrl", ClientUpdates.serverUrl(clientSettings, endpoint.installation()));
    mark.begin();
    Command command =
        call.command(
                endpoint.host(),
                StartScript.command(endpoint, unpacked, settings.script()),
                clientSettings.arguments())
            .in(unpacked.folder());
    JobResult result =
        jobs.run(
            endpoint.host(),
            job.name(),
            command,
            () -> progress.at(installing("Test-Client", endpoint)));
    if (!result.succeeded()) {
      throw call.failure(
          "Die Installation des Test-Clients", endpoint, result, clientSettings.exitCodes());
    }
    mark.finish();
    return true;
  }

  /** Where the test client is, or would be: beside the server. */
  public String clientDirectory(Endpoint endpoint) {
    String server = endpoint.directory();
    return server.substring(0, server.lastIndexOf('/') + 1) + clientSettings.folder();
  }

  /** First line of the version file; null if there is none. */
  public String version(Endpoint endpoint) throws IOException {
    String path = layout.path(endpoint, layout.on(endpoint).versionFile());
    if (endpoint.host().files().statBehind(path).filter(FileStat::isFile).isEmpty()) {
      return null;
    }
    return endpoint
        .host()
        .files()
        .readText(path)
        .lines()
        .findFirst()
        .map(String::strip)
        .orElse(null);
  }

  private boolean foundDone(
      Endpoint endpoint,
      String directory,
      InstallationMark mark,
      VendorJob job,
      ProgressListener progress)
      throws IOException, InterruptedException {
    boolean ended = job.awaitEarlier(endpoint.host(), progress, pause);
    boolean empty = isEmpty(endpoint.host().files(), directory);
    if (!empty && mark.begun() && ended) {
      mark.finish();
    }
    if (!empty && mark.done()) {
      requirePlannedVersion(endpoint, directory);
      return true;
    }
    if (!empty && mark.begun()) {
      moveAside(endpoint.host().files(), directory);
    } else if (!empty) {
      throw OperationFailed.permanent(
          """
          Der Ordner %s auf %s ist nicht leer und stammt nicht aus diesem Umzug. \
          Es wird nichts überschrieben."""
              .formatted(directory, endpoint.host().name()),
          "Bitte einen leeren Ordner planen oder den Inhalt sichern und umbenennen.");
    }
    return false;
  }

  private void requirePlannedVersion(Endpoint endpoint, String directory) throws IOException {
    String expected = endpoint.installation().version().toString();
    if (directory.equals(endpoint.directory()) && !expected.equals(version(endpoint))) {
      throw OperationFailed.permanent(
          "In %s auf %s hat dieser Umzug Version %s installiert, geplant ist %s."
              .formatted(directory, endpoint.host().name(), version(endpoint), expected),
          "Bitte das bereitgelegte Installationspaket prüfen.");
    }
  }

  static boolean isEmpty(HostFiles files, String directory) throws IOException {
    return files.stat(directory).isEmpty() || files.list(directory).isEmpty();
  }

  /** Nothing is deleted: a person may want to see why the installer broke off. */
  private static void moveAside(HostFiles files, String directory) throws IOException {
    int number = 1;
    while (files.stat(directory + ASIDE + number).isPresent()) {
      number++;
    }
    files.move(directory, directory + ASIDE + number);
  }

  private void requireCertificate(Endpoint endpoint, Migration migration) throws IOException {
    String certificate = migration.packages().certificate();
    if (certificate == null
        || endpoint.host().files().statBehind(certificate).filter(FileStat::isFile).isEmpty()) {
      throw OperationFailed.permanent(
          "Auf %s fehlt das Zertifikat %s.".formatted(endpoint.host().name(), certificate),
          "Bitte die .p12-Datei dort ablegen und den Schritt wiederholen.");
    }
  }

  private VendorProgram serverCall(Endpoint endpoint, Migration migration) {
    VendorProgram call =
        new VendorProgram()
            .value("directory", endpoint.directory())
            .value("variant", endpoint.installation().variant())
            .value("version", endpoint.installation().version())
            .value("certificate", migration.packages().certificate())
            .value("clientPort", endpoint.installation().clientPort())
            .value("address", endpoint.installation().address())
            .value("services", migration.options().setUpServices() ? settings.yes() : settings.no())
            .secret(
                "pinFile",
                pin(endpoint.host().name(), migration.packages().certificatePinSecret()));
    Database database = endpoint.installation().database();
    return database == null
        ? call
        : call.value("databaseHost", database.host())
            .value("databasePort", database.port())
            .value("databaseName", database.name())
            .value("databaseOwner", database.owner())
            .value("databaseAdministrator", database.administrator())
            .secret(
                "databasePasswordFile",
                secrets
                    .databaseLogin(
                        endpoint.host().name(), database.host(), database.passwordSecret())
                    .password());
  }

  private List<String> serverArguments(Endpoint endpoint) {
    List<String> arguments = new ArrayList<>(settings.arguments());
    if (endpoint.installation().database() != null) {
      arguments.addAll(settings.databaseArguments());
    }
    return arguments;
  }

  private void run(
      Endpoint endpoint,
      PackageFile unpacked,
      VendorProgram call,
      List<String> arguments,
      VendorJob job,
      Jobs jobs,
      ProgressListener progress)
      throws IOException, InterruptedException {
    Command command =
        call.command(
                endpoint.host(),
                StartScript.command(endpoint, unpacked, settings.script()),
                arguments)
            .in(unpacked.folder());
    JobResult result =
        jobs.run(
            endpoint.host(),
            job.name(),
            command,
            () -> progress.at(installing("ASV-Server", endpoint)));
    if (!result.succeeded()) {
      throw call.failure(
          "Die Installation des ASV-Servers", endpoint, result, settings.exitCodes());
    }
  }

  private String pin(String machine, String secret) {
    return secret == null ? null : secrets.certificatePin(machine, secret);
  }

  private static Progress installing(String what, Endpoint endpoint) {
    return new Progress(0, 0, "", what + " wird auf " + endpoint.host().name() + " installiert");
  }
}
