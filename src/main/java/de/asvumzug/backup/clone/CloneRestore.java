package de.asvumzug.backup.clone;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.asv.database.SchemaVersionReader;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupComponent;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupFolder;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.OpenBackup;
import de.asvumzug.backup.PrivateFolder;
import de.asvumzug.backup.Vault;
import de.asvumzug.backup.h2.H2Backup;
import de.asvumzug.backup.postgres.OwnershipTransfer;
import de.asvumzug.backup.postgres.PostgresTools;
import de.asvumzug.backup.postgres.Processors;
import de.asvumzug.backup.restore.DumpLoader;
import de.asvumzug.backup.restore.PostgresRestore;
import de.asvumzug.backup.restore.ReplacementRule;
import de.asvumzug.backup.restore.RestoredDatabase;
import de.asvumzug.backup.restore.SchemaCompatibility;
import de.asvumzug.backup.restore.TargetDatabases;
import de.asvumzug.backup.restore.TargetDatabases.Found;
import de.asvumzug.backup.restore.TargetDatabases.Purpose;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.release.Release;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * The way with the ministry's 1:1 clone tool (docs/domain.md §4): it fills an empty PostgreSQL
 * database beside the one in use, and what it has made is swapped in as a restored database is; the
 * one in use before is kept (rule I2). The tool itself is run by a person: it has no command line.
 */
@Service
public class CloneRestore {
  private final Secrets secrets;
  private final Guard guard;
  private final BackupSettings settings;
  private final SchemaVersionReader structure;
  private final ReplacementRule replacement;
  private final Vault vault;

  public CloneRestore(
      Secrets secrets,
      Guard guard,
      BackupSettings settings,
      SchemaVersionReader structure,
      Vault vault) {
    this.vault = vault;
    this.secrets = secrets;
    this.guard = guard;
    this.settings = settings;
    this.structure = structure;
    this.replacement = new ReplacementRule(structure);
  }

  /**
   * Makes the empty database, or finds the one that this move has made; what a person has begun to
   * fill stays as it is.
   *
   * @param received the H2 backup as it lies on the target
   * @throws OperationFailed (permanent) if a database of that name belongs to somebody else, or the
   *     target's database may not be replaced; nothing is made then
   */
  public ClonePlace prepare(
      Endpoint target, Backup received, Optional<FreshInstallation> fresh, BackupContext act)
      throws Exception {
    TargetDatabases databases = databases(target, act);
    if (!PostgresRestore.swapped(target.host(), databases)) {
      guard.proveStopped(target);
      replacement.requireReplaceable(target, fresh, false, databases);
      Optional<Found> there = databases.look(databases.fresh());
      if (there.isPresent() && !databases.ours(there.get())) {
        // Foreign ones are refused; an empty one without mark is what a cut start left.
        databases.drop(there.get());
      }
      if (databases.look(databases.fresh()).isEmpty()) {
        databases.create();
      }
    }
    OpenBackup open = vault.open(target, received, act);
    open.unfold(List.of(), "decrypt-database");
    Database database = target.installation().database();
    return new ClonePlace(
        target.host().name(),
        database.host(),
        database.port(),
        databases.fresh(),
        database.owner(),
        open.folder() + "/" + BackupFolder.FILES + "/" + H2Backup.DATABASE_FILE);
  }

  /**
   * Swaps in what the tool has made, or finds that this move has done so before.
   *
   * @param expected structure version of the old server's data
   * @throws OperationFailed (permanent) if the database is still empty or holds another structure;
   *     the one in use is untouched then
   */
  public RestoredDatabase adopt(
      Endpoint target, Release expected, Optional<FreshInstallation> fresh, BackupContext act)
      throws Exception {
    Host host = target.host();
    TargetDatabases databases = databases(target, act);
    if (!PostgresRestore.swapped(host, databases)) {
      databases.open();
      guard.proveStopped(target);
      replacement.requireReplaceable(target, fresh, false, databases);
      requireFilled(target, databases);
      Release version = version(target, databases.fresh());
      if (!version.equals(expected)) {
        throw OperationFailed.permanent(
            "Die geklonte Datenbank %s auf %s hat die Struktur %s, der alte Server hat %s."
                .formatted(databases.fresh(), host.name(), version, expected),
            """
            Bitte prüfen, welche Datei geklont wurde, und das Klonen in eine leere Datenbank \
            wiederholen.""");
      }
      SchemaCompatibility.of(version, target.installation().version());
      // A tool that was logged in as the administrator leaves everything to that role.
      new OwnershipTransfer(host, postgres(target), settings.schema())
          .run(
              databases.fresh(),
              target.installation().database().administrator(),
              true,
              act.jobs());
      requireOwned(target, databases);
      DumpLoader.analyze(
          host, postgres(target), databases.fresh(), Processors.jobs(host, settings.jobs()), act);
      guard.proveStopped(target);
      databases.swap();
    }
    // What the tool has read of an encrypted copy.
    PrivateFolder.delete(
        host,
        Folders.plain(host, Folders.received(host, act.migrationId(), BackupComponent.DATABASE)));
    Release version = version(target, databases.current());
    return new RestoredDatabase(
        host.name(),
        databases.current(),
        databases.before(),
        version.toString(),
        SchemaCompatibility.of(version, target.installation().version()),
        List.of(),
        List.of());
  }

  private void requireFilled(Endpoint target, TargetDatabases databases)
      throws IOException, InterruptedException {
    String name = databases.fresh();
    Found found =
        databases
            .look(name)
            .orElseThrow(
                () ->
                    OperationFailed.permanent(
                        "Die Datenbank %s auf %s fehlt.".formatted(name, target.host().name()),
                        "Bitte den Schritt „Klonen vorbereiten“ wiederholen und dorthin klonen."));
    if (!databases.ours(found)) {
      throw OperationFailed.permanent(
          """
          Die Datenbank %s auf %s trägt nicht das Kennzeichen dieses Umzugs: Sie wurde neu \
          angelegt."""
              .formatted(name, target.host().name()),
          "Bitte klären, was sie enthält, und in die bereitgestellte Datenbank klonen.");
    }
    if (tables(target, name) == 0) {
      throw OperationFailed.permanent(
          "Die Datenbank %s auf %s enthält noch keine Tabellen im Schema %s."
              .formatted(name, target.host().name(), settings.schema()),
          """
          Bitte das Klon-Werkzeug mit genau dieser Datenbank als Ziel ausführen und dann den \
          Schritt wiederholen.""");
    }
  }

  private long tables(Endpoint target, String name) throws IOException, InterruptedException {
    return Long.parseLong(
        PostgresTools.value(
            postgres(target),
            name,
            "select count(*) from pg_tables where schemaname = :'schema'",
            Map.of("schema", settings.schema())));
  }

  private void requireOwned(Endpoint target, TargetDatabases databases)
      throws IOException, InterruptedException {
    List<String> strangers =
        postgres(target)
            .query(
                databases.fresh(),
                "select distinct pg_get_userbyid(c.relowner) as role from pg_class c"
                    + " join pg_namespace n on n.oid = c.relnamespace where n.nspname = :'schema'"
                    + " and pg_get_userbyid(c.relowner) <> :'owner' order by 1",
                Map.of(
                    "schema", settings.schema(), "owner", target.installation().database().owner()))
            .stream()
            .map(row -> row.get("role"))
            .toList();
    if (!strangers.isEmpty()) {
      throw OperationFailed.permanent(
          """
          In der geklonten Datenbank %s auf %s gehören Tabellen der Rolle %s; ASV arbeitet dort \
          als %s."""
              .formatted(
                  databases.fresh(),
                  target.host().name(),
                  String.join(", ", strangers),
                  target.installation().database().owner()),
          "Bitte das Klonen als diese Rolle wiederholen oder die Tabellen ihr übertragen.");
    }
  }

  private Release version(Endpoint target, String name) throws IOException, InterruptedException {
    return structure.version(PostgresRestore.named(target, name)).orElseThrow();
  }

  private TargetDatabases databases(Endpoint target, BackupContext act) {
    return new TargetDatabases(
        target.host(), postgres(target), settings.maintenanceDatabase(), act, Purpose.CLONE);
  }

  private Postgres postgres(Endpoint target) {
    return new Postgres(target.host(), target.installation().database(), secrets);
  }
}
