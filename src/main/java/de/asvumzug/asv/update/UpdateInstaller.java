package de.asvumzug.asv.update;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.SchemaVersionReader;
import de.asvumzug.asv.database.VendorJob;
import de.asvumzug.asv.database.VendorProgram;
import de.asvumzug.asv.files.ShippedFileList;
import de.asvumzug.asv.files.ShippedFiles;
import de.asvumzug.asv.installer.CheckedPackages;
import de.asvumzug.asv.installer.InstallationMark;
import de.asvumzug.asv.installer.Installer;
import de.asvumzug.asv.installer.PackageFile;
import de.asvumzug.asv.installer.StartScript;
import de.asvumzug.asv.installer.Unpacker;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.service.UnitState;
import de.asvumzug.host.Command;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.Progress;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.release.Release;
import java.io.IOException;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Raises the structure of a restored database with the ASV-Updateinstaller: allowed from the same
 * or the directly preceding release only (alle/technik/backup/versionswechsel).
 */
@Component
public class UpdateInstaller {
  private final UpdateInstallerSettings settings;
  private final Unpacker unpacker;
  private final SchemaVersionReader structure;
  private final AsvServices services;
  private final ShippedFiles shippedFiles;
  private final Installer programs;
  private final Sleeper pause;

  @Autowired
  public UpdateInstaller(
      UpdateInstallerSettings settings,
      Unpacker unpacker,
      SchemaVersionReader structure,
      AsvServices services,
      ShippedFiles shippedFiles,
      Installer programs) {
    this(settings, unpacker, structure, services, shippedFiles, programs, Sleeper.REAL);
  }

  UpdateInstaller(
      UpdateInstallerSettings settings,
      Unpacker unpacker,
      SchemaVersionReader structure,
      AsvServices services,
      ShippedFiles shippedFiles,
      Installer programs,
      Sleeper pause) {
    this.settings = settings;
    this.unpacker = unpacker;
    this.structure = structure;
    this.services = services;
    this.shippedFiles = shippedFiles;
    this.programs = programs;
    this.pause = pause;
  }

  /**
   * Runs the Updateinstaller if the structure is older than the program. On a School installation
   * that brings no means to read the version, its exit code and the later start decide.
   *
   * @param shipped the shipped files after the installation, compared before the program is started
   *     for the first time; null if there is no list
   * @param checked what the preparation has recorded of the package
   * @throws OperationFailed (permanent) if a shipped file or the package was changed, the server
   *     runs, the structure is newer or too old, the program fails, or the structure is not at the
   *     planned version afterwards
   */
  public UpdateRun run(
      Endpoint endpoint,
      Migration migration,
      ShippedFileList shipped,
      CheckedPackages checked,
      Jobs jobs,
      ProgressListener progress)
      throws IOException, InterruptedException {
    VendorJob job = new VendorJob("update-installer", migration.id(), endpoint.directory());
    job.awaitEarlier(endpoint.host(), progress, pause);
    requireStopped(endpoint);
    Release program = endpoint.installation().version();
    Optional<Release> before = structure.version(endpoint);
    if (before.filter(program::equals).isPresent()) {
      return new UpdateRun(
          endpoint.host().name(), program.toString(), program.toString(), null, null, 0);
    }
    if (before.isPresent()) {
      requireNotNewer(endpoint, before.get(), program);
    }
    InstallationMark mark =
        new InstallationMark(endpoint, migration.id(), "update", endpoint.directory());
    if (shipped != null && !mark.begun()) {
      shippedFiles.requireUnchanged(endpoint, shipped);
    }
    PackageFile unpacked =
        unpacker.unpack(
            endpoint,
            "Der ASV-Updateinstaller",
            migration.packages().updateInstaller(),
            checked.updateInstaller(),
            progress);
    mark.begin();
    int code = call(endpoint, unpacked, job, jobs, progress);
    Optional<Release> after = structure.version(endpoint);
    requireUpdated(endpoint, after, program);
    return new UpdateRun(
        endpoint.host().name(),
        before.map(Release::toString).orElse(null),
        after.map(Release::toString).orElse(null),
        unpacked.path(),
        unpacked.sha256(),
        code);
  }

  /**
   * Checks what a person did with the Updateinstaller. Runs nothing.
   *
   * @return what is there now; nothing of before is known
   * @throws OperationFailed (permanent) if the server runs, or program or structure are not at the
   *     planned version
   */
  public UpdateRun checkHandwork(Endpoint endpoint, Migration migration, ProgressListener progress)
      throws IOException, InterruptedException {
    new VendorJob("update-installer", migration.id(), endpoint.directory())
        .awaitEarlier(endpoint.host(), progress, pause);
    requireStopped(endpoint);
    Release planned = endpoint.installation().version();
    String program = programs.version(endpoint);
    if (!planned.toString().equals(program)) {
      throw OperationFailed.permanent(
          "Das Programm in %s auf %s hat nach dem Update von Hand %s; geplant ist %s."
              .formatted(
                  endpoint.directory(),
                  endpoint.host().name(),
                  program == null ? "keine lesbare Version" : "die Version " + program,
                  planned),
          "Bitte mit dem Updateinstaller dieser Version aktualisieren.");
    }
    Optional<Release> structure = this.structure.version(endpoint);
    requireUpdated(endpoint, structure, planned);
    return new UpdateRun(
        endpoint.host().name(), null, structure.map(Release::toString).orElse(null), null, null, 0);
  }

  private int call(
      Endpoint endpoint, PackageFile unpacked, VendorJob job, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    VendorProgram program =
        new VendorProgram()
            .value("directory", endpoint.directory())
            .value("version", endpoint.installation().version());
    Command command =
        program
            .command(
                endpoint.host(),
                StartScript.command(endpoint, unpacked, settings.script()),
                settings.arguments())
            .in(unpacked.folder());
    JobResult result =
        jobs.run(endpoint.host(), job.name(), command, () -> progress.at(updating(endpoint)));
    if (!result.succeeded() && result.exitCode() != settings.nothingToDo()) {
      throw program.failure("Der ASV-Updateinstaller", endpoint, result, settings.exitCodes());
    }
    return result.exitCode();
  }

  private void requireStopped(Endpoint endpoint) throws IOException, InterruptedException {
    for (UnitState unit :
        new UnitState[] {services.server(endpoint), services.updateService(endpoint)}) {
      if (unit.active()) {
        throw OperationFailed.permanent(
            "Der Dienst %s auf %s läuft (%s). Für das Update müssen beide Dienste gestoppt sein."
                .formatted(unit.unit(), endpoint.host().name(), unit.seen()));
      }
    }
  }

  private static void requireNotNewer(Endpoint endpoint, Release structure, Release program) {
    if (structure.compareTo(program) > 0) {
      throw OperationFailed.permanent(
          """
          Die Datenbank auf %s hat die Strukturversion %s und ist damit neuer als das Programm \
          %s. Dafür gibt es keinen Weg; bitte eine passende oder neuere ASV-Version \
          installieren."""
              .formatted(endpoint.host().name(), structure, program));
    }
  }

  private static void requireUpdated(Endpoint endpoint, Optional<Release> after, Release program) {
    if (after.isPresent() && !after.get().equals(program)) {
      throw OperationFailed.permanent(
          "Nach dem Update hat die Datenbank auf %s die Strukturversion %s, erwartet wird %s."
              .formatted(endpoint.host().name(), after.get(), program),
          "Bitte die Ausgabe des Updateinstallers prüfen.");
    }
  }

  private static Progress updating(Endpoint endpoint) {
    return new Progress(
        0, 0, "", "Die Datenbankstruktur auf " + endpoint.host().name() + " wird angehoben");
  }
}
