package de.asvumzug.web.briefing;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.installer.Installer;
import de.asvumzug.backup.Folders;
import de.asvumzug.host.Host;
import de.asvumzug.host.Machines;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.trail.evidence.EvidenceNames;
import de.asvumzug.web.briefing.Briefing.Fact;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** The paths and names that a person needs to do a vendor program's work. Never a secret. */
@Component
final class ManualFacts {
  private final LayoutSettings layout;
  private final Installer installer;
  private final EvidenceTables evidence;
  private final Machines machines;

  ManualFacts(
      LayoutSettings layout, Installer installer, EvidenceTables evidence, Machines machines) {
    this.machines = machines;
    this.layout = layout;
    this.installer = installer;
    this.evidence = evidence;
  }

  /**
   * @param school Schulnummer of a task that is done per school; else null
   */
  List<Fact> of(Migration migration, String element, String school) {
    List<Fact> facts = new ArrayList<>();
    switch (element) {
      case "installServerManually" -> install(migration, facts);
      case "installTestClientManually" -> {
        facts.add(new Fact("Paket", migration.packages().installer()));
        facts.add(
            new Fact("Ordner des Test-Clients", installer.clientDirectory(target(migration))));
      }
      case "runUpdateInstallerManually" -> {
        facts.add(new Fact("Paket", migration.packages().updateInstaller()));
        facts.add(new Fact("Ordner", on(migration.target(), migration.target().directory())));
        facts.add(new Fact("Geplante Version", migration.target().version().toString()));
      }
      case "backupTenantManually" ->
          facts.add(
              new Fact(
                  "Ordner für die Sicherung",
                  on(migration.source(), tenantFolder(migration, school))));
      case "restoreTenantManually" ->
          facts.addAll(evidence.backupFile(migration, "received-tenant-" + school, "Datei"));
      case "deleteTenantOnSource" -> keptBackups(migration, facts);
      case "cloneDatabase" -> clone(migration, facts);
      default -> {
        // Nothing that is not in every briefing.
      }
    }
    facts.removeIf(fact -> fact.value() == null);
    return facts;
  }

  /** The same folder that the step looks into afterwards. */
  private String tenantFolder(Migration migration, String school) {
    Host source = machines.host(migration.source().machine());
    return Folders.backups(source, migration.id()) + "/tenants/" + school;
  }

  private void keptBackups(Migration migration, List<Fact> facts) {
    evidence
        .backupFolder(migration, EvidenceNames.BACKUP_DATABASE, "Vollständige Sicherung, bleibt")
        .ifPresent(facts::add);
    for (String school : migration.schoolNumbers()) {
      evidence
          .backupFolder(migration, "tenant-backup-" + school, "Sicherung der Schule " + school)
          .ifPresent(facts::add);
    }
  }

  private static void install(Migration migration, List<Fact> facts) {
    Installation target = migration.target();
    facts.add(new Fact("Paket", migration.packages().installer()));
    facts.add(new Fact("Zielordner", on(target, target.directory())));
    facts.add(
        new Fact("Geplant", target.variant().label() + ", Version " + target.version().toString()));
    facts.add(new Fact("Zertifikat", migration.packages().certificate()));
    if (target.database() != null) {
      facts.add(new Fact("Datenbank", describe(target.database())));
    }
  }

  private void clone(Migration migration, List<Fact> facts) {
    facts.addAll(evidence.clonePlace(migration));
    Database database = migration.target().database();
    if (database != null) {
      facts.add(new Fact("Anmeldung am PostgreSQL-Server", database.administrator()));
      facts.add(new Fact("Kennwort", "Geheimnis „" + database.passwordSecret() + "“"));
    }
  }

  private static String describe(Database database) {
    return "%s auf %s, Port %d, Eigentümer %s"
        .formatted(database.name(), database.host(), database.port(), database.owner());
  }

  private static String on(Installation installation, String path) {
    return path + " auf " + installation.machine();
  }

  /** Only its directory is asked for. */
  private static Endpoint target(Migration migration) {
    return new Endpoint(Side.TARGET, migration.target(), null);
  }
}
