package de.asvumzug.check.fingerprint;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.h2.H2Driver;
import de.asvumzug.asv.h2.H2Errors;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.JavaTool;
import de.asvumzug.check.probe.FingerprintProbe;
import de.asvumzug.host.Command;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.host.secret.Secrets;
import java.io.IOException;
import java.util.List;

/**
 * Takes the fingerprint of an H2 database with the installation's own Java and driver
 * (docs/domain.md §4: nothing else is sure to read the file). The server must be stopped, it locks
 * the file.
 */
public final class H2Fingerprinter implements Fingerprinter {
  private final CheckSettings settings;
  private final LayoutSettings layout;
  private final Secrets secrets;

  H2Fingerprinter(CheckSettings settings, LayoutSettings layout, Secrets secrets) {
    this.settings = settings;
    this.layout = layout;
    this.secrets = secrets;
  }

  /**
   * {@inheritDoc}
   *
   * @param way without meaning here: there is only one
   */
  @Override
  public Measurement take(
      Endpoint endpoint, String folder, String way, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    HostFiles files = endpoint.host().files();
    String numbers = folder + "/numbers.sql";
    String output = folder + "/fingerprint.csv";
    files.createFolders(folder);
    files.writeText(numbers, settings.numbers());
    List<String> arguments =
        List.of(
            layout.databaseFile(endpoint).replaceAll("[.]mv[.]db$", ""),
            layout.on(endpoint).h2User(),
            numbers,
            output);
    Command command =
        new JavaTool(FingerprintProbe.class)
            .command(endpoint, List.of(driver(endpoint, layout)), arguments);
    if (!settings.h2PasswordSecret().isEmpty()) {
      command =
          command.withSecretFile("ASV_H2_PASSWORD_FILE", secrets.read(settings.h2PasswordSecret()));
    }
    JobResult result =
        jobs.run(
            endpoint.host(),
            "fingerprint",
            command,
            new FingerprintProgress(endpoint.host(), output, 0, progress));
    if (!result.succeeded()) {
      throw H2Errors.failure(
          "Die Prüfsummen der Datenbank in %s/database auf %s konnten nicht gebildet werden"
              .formatted(endpoint.directory(), endpoint.host().name()),
          result.logTail());
    }
    return FingerprintReader.read(files.readText(output));
  }

  public static String driver(Endpoint endpoint, LayoutSettings layout) throws IOException {
    return H2Driver.of(endpoint, layout)
        .map(H2Driver::path)
        .orElseThrow(
            () ->
                OperationFailed.permanent(
                    "In %s auf %s liegt kein H2-Treiber (h2-….jar)."
                        .formatted(
                            layout.path(endpoint, layout.on(endpoint).plugins()),
                            endpoint.host().name()),
                    "Bitte prüfen, ob dort ein ASV-Server School installiert ist."));
  }
}
