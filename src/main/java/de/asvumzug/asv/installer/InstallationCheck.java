package de.asvumzug.asv.installer;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.asv.database.SchemaVersionReader;
import de.asvumzug.asv.files.ShippedFileList;
import de.asvumzug.asv.files.ShippedFiles;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Secrets;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private final Secrets secrets;

  public InstallationCheck(
      LayoutSettings layout,
      Installer installer,
      SchemaVersionReader structure,
      ShippedFiles shippedFiles,
      Secrets secrets) {
    this.layout = layout;
    this.installer = installer;
    this.structure = structure;
    this.shippedFiles = shippedFiles;
    this.secrets = secrets;
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
          "Die Datenbank der Neuinstallation auf "
              + site.host().name()
              + " enthält schon "
              + schools.get()
              + " Schule(n). Sie ist damit nicht neu und wird nicht ersetzt. Bitte prüfen, welche"
              + " Datenbank das ist.");
    }
    FreshInstallation fresh =
        site.installation().variant() == Variant.SCHOOL ? freshSchool(site) : freshEnterprise(site);
    return new Result(shippedFiles.list(site), fresh, schools.isPresent());
  }

  /**
   * As {@link #check}, for an installation that a person made: the installer would have created the
   * database for the planned owner, who must be able to log in (the server does so).
   */
  public Result checkHandmade(Endpoint site) throws IOException, InterruptedException {
    Result result = check(site);
    if (site.installation().variant() == Variant.ENTERPRISE) {
      requirePlannedOwner(site);
    }
    return result;
  }

  private void requirePlannedOwner(Endpoint site) throws IOException, InterruptedException {
    Database planned = site.installation().database();
    Map<String, String> row =
        new Postgres(site.host(), planned, secrets)
            .query(
                "select rolname as owner, rolcanlogin::text as login from pg_database"
                    + " join pg_roles on pg_roles.oid = datdba where datname = current_database()",
                Map.of())
            .get(0);
    if (!planned.owner().equals(row.get("owner")) || !"true".equals(row.get("login"))) {
      throw OperationFailed.permanent(
          "Die Datenbank "
              + planned.name()
              + " auf "
              + site.host().name()
              + " gehört der Rolle "
              + row.get("owner")
              + ("true".equals(row.get("login")) ? "" : ", die sich nicht anmelden darf")
              + "; geplant ist "
              + planned.owner()
              + " mit Anmelderecht. Bitte den Eigentümer richtigstellen (alter database … owner to"
              + " …; alter role … login) und das Kennwort in der lokalen Datei des Servers prüfen.");
    }
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
    checkVariant(site, findings);
    if (!findings.isEmpty()) {
      throw OperationFailed.permanent(
          "Die Neuinstallation in "
              + site.directory()
              + " auf "
              + site.host().name()
              + " ist nicht wie geplant: "
              + String.join("; ", findings)
              + ". Bitte die Installation richtigstellen und den Schritt wiederholen.");
    }
  }

  /** A database folder is there in the School variant only (alle/technik/install/variante). */
  private void checkVariant(Endpoint site, List<String> findings) throws IOException {
    boolean folder =
        site.host()
            .files()
            .statBehind(LayoutSettings.databaseFolder(site))
            .filter(stat -> stat.kind() == FileStat.Kind.FOLDER)
            .isPresent();
    boolean school = site.installation().variant() == Variant.SCHOOL;
    if (school != folder) {
      findings.add(
          "geplant ist "
              + site.installation().variant().label()
              + ", der Ordner "
              + LayoutSettings.DATABASE_FOLDER
              + (folder ? " gehört aber zu School" : " fehlt aber"));
    } else if (school && !isFile(site, layout.databaseFile(site))) {
      findings.add("die Datenbankdatei " + LayoutSettings.DATABASE_FILE + " fehlt");
    } else if (school && isFile(site, layout.databaseFile(site) + LayoutSettings.LEFTOVER_SUFFIX)) {
      findings.add(
          "neben der Datenbank liegt "
              + LayoutSettings.DATABASE_FILE
              + LayoutSettings.LEFTOVER_SUFFIX
              + ", also wurde ein Stopp abgebrochen");
    }
  }

  private FreshInstallation freshSchool(Endpoint site) throws IOException {
    return new FreshInstallation(
        site.host().name(),
        LayoutSettings.databaseFolder(site),
        site.host().files().sha256(layout.databaseFile(site)),
        0,
        site.host().clock());
  }

  private FreshInstallation freshEnterprise(Endpoint site)
      throws IOException, InterruptedException {
    Postgres postgres = new Postgres(site.host(), site.installation().database(), secrets);
    Map<String, String> row =
        postgres
            .query(
                "select (select system_identifier from pg_control_system())::text as system, oid"
                    + " from pg_database where datname = current_database()",
                Map.of())
            .get(0);
    return new FreshInstallation(
        site.host().name(),
        site.installation().database().name(),
        row.get("system"),
        Long.parseLong(row.get("oid")),
        site.host().clock());
  }

  private static boolean isFile(Endpoint site, String path) throws IOException {
    return site.host().files().statBehind(path).filter(FileStat::isFile).isPresent();
  }
}
