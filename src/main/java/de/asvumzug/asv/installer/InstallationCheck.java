package de.asvumzug.asv.installer;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.database.DatabaseEngines;
import de.asvumzug.asv.database.DatabaseIdentity;
import de.asvumzug.asv.database.SchemaVersionReader;
import de.asvumzug.asv.files.ShippedFileList;
import de.asvumzug.asv.files.ShippedFiles;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Looks at a new installation before its first use, whoever made it: an installer's run or a person
 * (rule I7).
 */
@Component
public class InstallationCheck {
  private final LayoutSettings layout;
  private final Installer installer;
  private final SchemaVersionReader structure;
  private final ShippedFiles shippedFiles;
  private final DatabaseEngines engines;

  public InstallationCheck(
      LayoutSettings layout,
      Installer installer,
      SchemaVersionReader structure,
      ShippedFiles shippedFiles,
      DatabaseEngines engines) {
    this.layout = layout;
    this.installer = installer;
    this.structure = structure;
    this.shippedFiles = shippedFiles;
    this.engines = engines;
  }

  /**
   * What was found.
   *
   * @param shipped the shipped files as they are now
   * @param fresh the database that was made
   * @param schoolsCounted false if the database of a School installation could not be read
   */
  public record Result(ShippedFileList shipped, FreshInstallation fresh, boolean schoolsCounted) {}

  /**
   * @throws OperationFailed (permanent) naming everything that is not as planned, or that the
   *     database already holds schools
   */
  public Result check(Endpoint endpoint) throws IOException, InterruptedException {
    requireAsPlanned(endpoint);
    Optional<Long> schools = structure.schools(endpoint);
    if (schools.filter(count -> count > 0).isPresent()) {
      throw OperationFailed.permanent(
          """
          Die Datenbank der Neuinstallation auf %s enthält schon %s Schule(n). \
          Sie ist damit nicht neu und wird nicht ersetzt."""
              .formatted(endpoint.host().name(), schools.get()),
          "Bitte prüfen, welche Datenbank das ist.");
    }
    DatabaseIdentity made = engines.of(endpoint).identity(endpoint);
    FreshInstallation fresh =
        new FreshInstallation(
            endpoint.host().name(),
            made.name(),
            made.system(),
            made.oid(),
            endpoint.host().clock());
    return new Result(shippedFiles.list(endpoint), fresh, schools.isPresent());
  }

  /**
   * As {@link #check}, for an installation that a person made: the installer would have created the
   * database for the planned owner, who must be able to log in (the server does so).
   */
  public Result checkHandmade(Endpoint endpoint) throws IOException, InterruptedException {
    Result result = check(endpoint);
    engines.of(endpoint).requirePlannedOwner(endpoint);
    return result;
  }

  private void requireAsPlanned(Endpoint endpoint) throws IOException {
    List<String> findings = new ArrayList<>();
    String expected = endpoint.installation().version().toString();
    String version = installer.version(endpoint);
    if (!expected.equals(version)) {
      findings.add(
          "Version "
              + expected
              + " ist geplant, "
              + layout.on(endpoint).versionFile()
              + " nennt "
              + (version == null ? "keine" : version));
    }
    if (!isFile(endpoint, layout.path(endpoint, layout.on(endpoint).startFile()))) {
      findings.add("die Startdatei " + layout.on(endpoint).startFile() + " fehlt");
    }
    findings.addAll(engines.of(endpoint).unplannedFiles(endpoint));
    if (!findings.isEmpty()) {
      throw OperationFailed.permanent(
          "Die Neuinstallation in %s auf %s ist nicht wie geplant: %s."
              .formatted(endpoint.directory(), endpoint.host().name(), String.join("; ", findings)),
          "Bitte die Installation richtigstellen und den Schritt wiederholen.");
    }
  }

  private static boolean isFile(Endpoint endpoint, String path) throws IOException {
    return endpoint.host().files().statBehind(path).filter(FileStat::isFile).isPresent();
  }
}
