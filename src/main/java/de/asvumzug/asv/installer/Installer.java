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
import de.asvumzug.host.JobResult;
import de.asvumzug.host.Jobs;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Progress;
import de.asvumzug.host.ProgressListener;
import de.asvumzug.host.Secrets;
import de.asvumzug.host.Sleeper;
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
   * @throws OperationFailed (permanent) if the package, certificate, PIN or folder is not as it
   *     must be, or the installer ends with another code than 0
   */
  public InstalledPackage installServer(
      Endpoint site, Migration migration, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    InstallationMark mark = new InstallationMark(site, migration.id(), "server", site.directory());
    VendorJob job = new VendorJob("install-server", migration.id(), site.directory());
    if (foundDone(site, site.directory(), mark, job, progress)) {
      return new InstalledPackage(
          site.host().name(), site.directory(), version(site), null, null, false);
    }
    requireCertificate(site, migration);
    PackageFile unpacked =
        unpacker.unpack(site, "Der ASV-Installer", migration.packages().installer(), progress);
    mark.begin();
    run(site, unpacked, serverCall(site, migration), serverArguments(site), job, jobs, progress);
    mark.finish();
    return new InstalledPackage(
        site.host().name(),
        site.directory(),
        version(site),
        unpacked.path(),
        unpacked.sha256(),
        true);
  }

  /** Installs a client beside the server; returns false if this move has done so before. */
  public boolean installTestClient(
      Endpoint site, Migration migration, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    String directory = clientDirectory(site);
    InstallationMark mark = new InstallationMark(site, migration.id(), "client", directory);
    VendorJob job = new VendorJob("install-client", migration.id(), directory);
    if (foundDone(site, directory, mark, job, progress)) {
      return false;
    }
    PackageFile unpacked =
        unpacker.unpack(site, "Der ASV-Installer", migration.packages().installer(), progress);
    VendorProgram call =
        new VendorProgram()
            .value("directory", directory)
            .value("address", site.installation().address())
            .value("port", site.installation().clientPort())
            .value("serverUrl", ClientUpdates.serverUrl(clientSettings, site.installation()));
    mark.begin();
    Command command =
        call.command(
                site.host(),
                StartScript.command(site, unpacked, settings.script()),
                clientSettings.arguments())
            .in(unpacked.folder());
    JobResult result =
        jobs.run(
            site.host(), job.name(), command, () -> progress.at(installing("Test-Client", site)));
    if (!result.succeeded()) {
      throw call.failure(
          "Die Installation des Test-Clients", site, result, clientSettings.exitCodes());
    }
    mark.finish();
    return true;
  }

  /** Where the test client is, or would be: beside the server. */
  public String clientDirectory(Endpoint site) {
    String server = site.directory();
    return server.substring(0, server.lastIndexOf('/') + 1) + clientSettings.folder();
  }

  /** First line of the version file; null if there is none. */
  public String version(Endpoint site) throws IOException {
    String path = layout.path(site, layout.on(site).versionFile());
    if (site.host().files().statBehind(path).filter(FileStat::isFile).isEmpty()) {
      return null;
    }
    return site.host().files().readText(path).lines().findFirst().map(String::strip).orElse(null);
  }

  private boolean foundDone(
      Endpoint site,
      String directory,
      InstallationMark mark,
      VendorJob job,
      ProgressListener progress)
      throws IOException, InterruptedException {
    boolean ended = job.awaitEarlier(site.host(), progress, pause);
    boolean empty = isEmpty(site.host().files(), directory);
    if (!empty && mark.begun() && ended) {
      mark.finish();
    }
    if (!empty && mark.done()) {
      requirePlannedVersion(site, directory);
      return true;
    }
    if (!empty && mark.begun()) {
      moveAside(site.host().files(), directory);
    } else if (!empty) {
      throw OperationFailed.permanent(
          """
          Der Ordner %s auf %s ist nicht leer und stammt nicht aus diesem Umzug. \
          Es wird nichts überschrieben."""
              .formatted(directory, site.host().name()),
          "Bitte einen leeren Ordner planen oder den Inhalt sichern und umbenennen.");
    }
    return false;
  }

  private void requirePlannedVersion(Endpoint site, String directory) throws IOException {
    String expected = site.installation().version().toString();
    if (directory.equals(site.directory()) && !expected.equals(version(site))) {
      throw OperationFailed.permanent(
          "In %s auf %s hat dieser Umzug Version %s installiert, geplant ist %s."
              .formatted(directory, site.host().name(), version(site), expected),
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

  private void requireCertificate(Endpoint site, Migration migration) throws IOException {
    String certificate = migration.packages().certificate();
    if (certificate == null
        || site.host().files().statBehind(certificate).filter(FileStat::isFile).isEmpty()) {
      throw OperationFailed.permanent(
          "Auf %s fehlt das Zertifikat %s.".formatted(site.host().name(), certificate),
          "Bitte die .p12-Datei dort ablegen und den Schritt wiederholen.");
    }
  }

  private VendorProgram serverCall(Endpoint site, Migration migration) {
    VendorProgram call =
        new VendorProgram()
            .value("directory", site.directory())
            .value("variant", site.installation().variant())
            .value("version", site.installation().version())
            .value("certificate", migration.packages().certificate())
            .value("clientPort", site.installation().clientPort())
            .value("address", site.installation().address())
            .value("services", migration.options().setUpServices() ? settings.yes() : settings.no())
            .secret(
                "pinFile", pin(site.host().name(), migration.packages().certificatePinSecret()));
    Database database = site.installation().database();
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
                    .databaseLogin(site.host().name(), database.host(), database.passwordSecret())
                    .password());
  }

  private List<String> serverArguments(Endpoint site) {
    List<String> arguments = new ArrayList<>(settings.arguments());
    if (site.installation().database() != null) {
      arguments.addAll(settings.databaseArguments());
    }
    return arguments;
  }

  private void run(
      Endpoint site,
      PackageFile unpacked,
      VendorProgram call,
      List<String> arguments,
      VendorJob job,
      Jobs jobs,
      ProgressListener progress)
      throws IOException, InterruptedException {
    Command command =
        call.command(site.host(), StartScript.command(site, unpacked, settings.script()), arguments)
            .in(unpacked.folder());
    JobResult result =
        jobs.run(
            site.host(), job.name(), command, () -> progress.at(installing("ASV-Server", site)));
    if (!result.succeeded()) {
      throw call.failure("Die Installation des ASV-Servers", site, result, settings.exitCodes());
    }
  }

  private String pin(String machine, String secret) {
    return secret == null ? null : secrets.certificatePin(machine, secret);
  }

  private static Progress installing(String what, Endpoint site) {
    return new Progress(0, 0, "", what + " wird auf " + site.host().name() + " installiert");
  }
}
