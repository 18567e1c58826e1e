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
  public Result check(Endpoint site) throws IOException, InterruptedException {
    requireAsPlanned(site);
    Optional<Long> schools = structure.schools(site);
    if (schools.filter(count -> count > 0).isPresent()) {
      throw OperationFailed.permanent(
          """
          Die Datenbank der Neuinstallation auf %s enthält schon %s Schule(n). \
          Sie ist damit nicht neu und wird nicht ersetzt."""
              .formatted(site.host().name(), schools.get()),
          "Bitte prüfen, welche Datenbank das ist.");
    }
    DatabaseIdentity made = engines.of(site).identity(site);
    FreshInstallation fresh =
        new FreshInstallation(
            site.host().name(), made.name(), made.system(), made.oid(), site.host().clock());
    return new Result(shippedFiles.list(site), fresh, schools.isPresent());
  }

  /**
   * As {@link #check}, for an installation that a person made: the installer would have created the
   * database for the planned owner, who must be able to log in (the server does so).
   */
  public Result checkHandmade(Endpoint site) throws IOException, InterruptedException {
    Result result = check(site);
    engines.of(site).requirePlannedOwner(site);
    return result;
  }

  private void requireAsPlanned(Endpoint site) throws IOException {
    List<String> findings = new ArrayList<>();
    String expected = site.installation().version().toString();
    String version = installer.version(site);
    if (!expected.equals(version)) {
      findings.add(
          "Version "
              + expected
              + " ist geplant, "
              + layout.on(site).versionFile()
              + " nennt "
              + (version == null ? "keine" : version));
    }
    if (!isFile(site, layout.path(site, layout.on(site).startFile()))) {
      findings.add("die Startdatei " + layout.on(site).startFile() + " fehlt");
    }
    findings.addAll(engines.of(site).unplannedFiles(site));
    if (!findings.isEmpty()) {
      throw OperationFailed.permanent(
          "Die Neuinstallation in %s auf %s ist nicht wie geplant: %s."
              .formatted(site.directory(), site.host().name(), String.join("; ", findings)),
          "Bitte die Installation richtigstellen und den Schritt wiederholen.");
    }
  }

  private static boolean isFile(Endpoint site, String path) throws IOException {
    return site.host().files().statBehind(path).filter(FileStat::isFile).isPresent();
  }
}
