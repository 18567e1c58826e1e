package de.asvumzug.asv.database;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.SbzName;
import de.asvumzug.asv.Tenant;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.Progress;
import de.asvumzug.host.job.ProgressListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The installation's own tool for single schools (docs/domain.md §5). */
@Component
public class Dbctl {
  /** As the jobs below are named, each under its step's key. */
  private static final Pattern JOB = Pattern.compile(".+[.](backup-.+|delete-.+|restore)");

  private final DbctlSettings settings;

  public Dbctl(DbctlSettings settings) {
    this.settings = settings;
  }

  /** Runs of it on a machine that this product has started, whichever step's they are. */
  public static List<JobKey> running(Host machine) throws IOException {
    List<JobKey> running = new ArrayList<>();
    for (JobKey key : machine.jobs()) {
      if (JOB.matcher(key.value()).matches()
          && machine.status(key).orElse(null) instanceof JobStatus.Running) {
        running.add(key);
      }
    }
    return running;
  }

  /** All schools of the installation, whether its server runs or not. */
  public List<Tenant> list(Endpoint endpoint) throws IOException, InterruptedException {
    String output =
        quick(endpoint, "Die Liste der Schulen", settings.on(endpoint).list(), Map.of()).output();
    return output
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> tenant(endpoint, line))
        .toList();
  }

  private Tenant tenant(Endpoint endpoint, String line) {
    String[] parts = line.strip().split(";", -1);
    if (parts.length != 3) {
      throw OperationFailed.permanent(
          "Die Ausgabe von dbctl auf %s ist nicht lesbar („%s“; erwartet: Nummer;Name;Zustand)."
              .formatted(endpoint.host().name(), line.strip()),
          "Bitte die Einstellungen asv.dbctl prüfen.");
    }
    return new Tenant(parts[0], parts[1], parts[2].equals(settings.on(endpoint).lockedState()));
  }

  /** Keeps the school's users out. A second time changes nothing. */
  public void lock(Endpoint endpoint, String school) throws IOException, InterruptedException {
    quick(
        endpoint,
        "Das Sperren der Schule " + school,
        settings.on(endpoint).lock(),
        Map.of("school", school));
  }

  /** Lets the school's users in again. A second time changes nothing. */
  public void unlock(Endpoint endpoint, String school) throws IOException, InterruptedException {
    quick(
        endpoint,
        "Das Freigeben der Schule " + school,
        settings.on(endpoint).unlock(),
        Map.of("school", school));
  }

  /**
   * Removes a school. The server must be stopped.
   *
   * @throws OperationFailed (permanent) with what the exit code means
   */
  public void delete(Endpoint endpoint, String school, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    work(
        endpoint,
        "delete-" + school,
        "Das Entfernen der Schule " + school,
        settings.on(endpoint).delete(),
        Map.of("school", school),
        jobs,
        progress);
  }

  /**
   * Makes a school backup. The server must be stopped. A run that goes on with an earlier one's job
   * finds its file; otherwise the folder must be empty.
   *
   * @param folder private folder of this school in this move, on the site's machine
   * @return absolute path of the file
   * @throws OperationFailed (permanent) with what the exit code means, or if no file came out
   */
  public String backup(
      Endpoint endpoint, String school, String folder, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    endpoint.host().files().createFolders(folder);
    work(
        endpoint,
        "backup-" + school,
        "Die Sicherung der Schule " + school,
        settings.on(endpoint).backup(),
        Map.of("school", school, "folder", folder),
        jobs,
        progress);
    return folder + "/" + onlyBackup(endpoint, school, folder);
  }

  private static String onlyBackup(Endpoint endpoint, String school, String folder)
      throws IOException {
    List<String> files =
        endpoint.host().files().list(folder).stream()
            .filter(FileStat::isFile)
            .map(FileStat::path)
            .filter(SbzName::matches)
            .toList();
    if (files.size() != 1) {
      throw OperationFailed.permanent(
          "In %s auf %s liegt nicht genau eine Sicherung der Schule %s, sondern: %s."
              .formatted(
                  folder,
                  endpoint.host().name(),
                  school,
                  files.isEmpty() ? "keine" : String.join(", ", files)),
          """
          Bitte den Ordner prüfen, nur die gültige Sicherung dort lassen und den Schritt \
          wiederholen.""");
    }
    return files.get(0);
  }

  /**
   * Brings a school backup in. The server must be stopped. A school that is there is replaced.
   *
   * @param file absolute path on the site's machine
   * @throws OperationFailed (permanent) with what the exit code means
   */
  public void restore(Endpoint endpoint, String file, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    work(
        endpoint,
        "restore",
        "Die Einspielung von " + file,
        settings.on(endpoint).restore(),
        Map.of("file", file),
        jobs,
        progress);
  }

  private CommandResult quick(
      Endpoint endpoint, String what, List<String> template, Map<String, String> values)
      throws IOException, InterruptedException {
    CommandResult result = endpoint.host().run(command(endpoint, template, values));
    if (!result.succeeded()) {
      throw program(values)
          .failure(
              what + " (dbctl)",
              endpoint,
              new JobResult(result.exitCode(), result.errors() + result.output()),
              settings.on(endpoint).exitCodes());
    }
    return result;
  }

  private void work(
      Endpoint endpoint,
      String job,
      String what,
      List<String> template,
      Map<String, String> values,
      Jobs jobs,
      ProgressListener progress)
      throws IOException, InterruptedException {
    JobResult result =
        jobs.run(
            endpoint.host(),
            job,
            command(endpoint, template, values),
            () -> progress.at(new Progress(0, 0, "", what + " auf " + endpoint.host().name())));
    if (!result.succeeded()) {
      throw program(values)
          .failure(what + " (dbctl)", endpoint, result, settings.on(endpoint).exitCodes());
    }
  }

  private Command command(Endpoint endpoint, List<String> template, Map<String, String> values)
      throws IOException {
    String path = endpoint.directory() + "/" + settings.on(endpoint).program();
    if (endpoint.host().files().stat(path).isEmpty()) {
      throw OperationFailed.permanent(
          "Das Programm %s auf %s fehlt.".formatted(path, endpoint.host().name()),
          "Bitte die Einstellung asv.dbctl.program prüfen oder diesen Schritt von Hand ausführen.");
    }
    return program(values).command(endpoint.host(), List.of(path), template);
  }

  private static VendorProgram program(Map<String, String> values) {
    VendorProgram program = new VendorProgram();
    values.forEach(program::value);
    return program;
  }
}
