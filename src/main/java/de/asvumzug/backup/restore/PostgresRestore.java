package de.asvumzug.backup.restore;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.asv.database.SchemaVersionReader;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.OpenBackup;
import de.asvumzug.backup.Vault;
import de.asvumzug.backup.postgres.ClusterInventory;
import de.asvumzug.backup.postgres.PostgresTools;
import de.asvumzug.backup.postgres.Processors;
import de.asvumzug.backup.restore.TargetDatabases.Found;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.release.Release;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Restores an Enterprise database beside the one in use and swaps the two in one transaction; the
 * one in use before is kept (rule I2).
 *
 * <p>Owners: the administrator restores with the owners of the dump, so that foreign schemas keep
 * theirs; roles that the dump names and the cluster lacks are made without log-in first. Then
 * everything that belonged to the old server's owner goes to the fresh installation's owner.
 * ({@code --no-owner --role} would give the foreign schemas away, too.)
 */
@Service
public class PostgresRestore {
  private final Secrets secrets;
  private final Guard guard;
  private final BackupSettings settings;
  private final SchemaVersionReader structure;
  private final ReplacementRule replacement;
  private final DumpLoader loader;
  private final Vault vault;

  public PostgresRestore(
      Secrets secrets,
      Guard guard,
      BackupSettings settings,
      SchemaVersionReader structure,
      Vault vault) {
    this.vault = vault;
    this.structure = structure;
    this.replacement = new ReplacementRule(structure);
    this.loader = new DumpLoader(settings);
    this.secrets = secrets;
    this.guard = guard;
    this.settings = settings;
  }

  /**
   * Restores, or finds that this move has done so before.
   *
   * @param inventory what lived on the old cluster
   * @throws OperationFailed (permanent) if the target's database is neither fresh nor backed up,
   *     the backup is not true, or its structure does not fit; the target is untouched then
   */
  public RestoredDatabase restore(RestoreOrder order, ClusterInventory inventory, BackupContext act)
      throws Exception {
    Host host = order.target().host();
    Postgres postgres = postgres(order);
    TargetDatabases databases =
        new TargetDatabases(host, postgres, settings.maintenanceDatabase(), act);
    Database old = order.source().installation().database();
    Mark mark = new Mark(act.migrationId(), act.stepKey(), false);
    TargetRoles roles = new TargetRoles(host, postgres, settings.maintenanceDatabase(), mark);
    if (!swapped(host, databases)) {
      databases.open();
      replacement.requireReplaceable(order, databases);
      guard.proveStopped(order.target());
      vault.requireTrue(order.target(), order.received(), act);
      OpenBackup open = vault.open(order.target(), order.received(), act);
      requireFit(order, postgres);
      roles.make(inventory);
      if (prepare(host, databases, order.received(), act)) {
        loader.load(order, postgres, databases, inventory, open, act);
        databases.markLoaded(order.received().manifestSha256());
      }
      new AfterLoad(host, postgres, settings).run(databases.fresh(), old, inventory, act);
      DumpLoader.analyze(
          host, postgres, databases.fresh(), Processors.jobs(host, settings.jobs()), act);
      SchemaCompatibility.of(
          version(order, databases.fresh()), order.target().installation().version());
      guard.proveStopped(order.target());
      databases.swap();
    }
    if (!old.owner().equals(postgres.database().owner()) && !inventory.superuser(old.owner())) {
      roles.drop(old.owner());
    }
    Release version = version(order, databases.current());
    return new RestoredDatabase(
        host.name(),
        databases.current(),
        databases.before(),
        version.toString(),
        SchemaCompatibility.of(version, order.target().installation().version()),
        roles.made(),
        new AfterLoad(host, postgres, settings)
            .properties(databases.current(), old)
            .missing(inventory));
  }

  public static boolean swapped(Host host, TargetDatabases databases)
      throws IOException, InterruptedException {
    if (databases.look(databases.before()).isEmpty()) {
      return false;
    }
    if (databases.look(databases.current()).filter(databases::ours).isEmpty()) {
      throw OperationFailed.permanent(
          "Auf %s gibt es schon eine Datenbank %s, aber %s stammt nicht aus diesem Umzug."
              .formatted(host.name(), databases.before(), databases.current()),
          "Bitte klären, woher beide kommen.");
    }
    return true;
  }

  private void requireFit(RestoreOrder order, Postgres postgres)
      throws IOException, InterruptedException {
    Host host = order.target().host();
    Map<String, String> versions = order.received().manifest().versions();
    String restore = PostgresTools.version(host, postgres, "pg_restore");
    PostgresTools.requireNotOlder(
        host, "pg_restore", restore, versions.getOrDefault("pg_dump", restore));
    String server = PostgresTools.serverVersion(postgres, settings.maintenanceDatabase());
    String old = versions.getOrDefault("PostgreSQL", server);
    if (PostgresTools.major(server) < PostgresTools.major(old)) {
      throw OperationFailed.permanent(
          "Der PostgreSQL-Server auf %s (%s) ist älter als der des alten Servers (%s)."
              .formatted(host.name(), server, old),
          "Bitte dort PostgreSQL %s oder neuer einrichten.".formatted(PostgresTools.major(old)));
    }
  }

  /**
   * Makes an empty database, or finds one that this attempt was filling before it was cut. False if
   * there is one that holds all of the backup: it is not loaded again.
   */
  private static boolean prepare(
      Host host, TargetDatabases databases, Backup backup, BackupContext act)
      throws IOException, InterruptedException {
    Optional<Found> there = databases.look(databases.fresh());
    if (there.isPresent()) {
      if (databases.isLoaded(there.get(), backup.manifestSha256())) {
        return false;
      }
      boolean ours = databases.ours(there.get());
      if (ours && databases.maker(there.get()).equals(act.stepKey())) {
        return true;
      }
      if (ours) {
        host.cancel(new JobKey(databases.maker(there.get()) + "." + DumpLoader.RESTORE_JOB));
      }
      databases.drop(there.get());
    }
    databases.create();
    return true;
  }

  private Release version(RestoreOrder order, String name)
      throws IOException, InterruptedException {
    return structure.version(named(order.target(), name)).orElseThrow();
  }

  /** The site as if it used another database of its cluster. */
  public static Endpoint named(Endpoint endpoint, String name) {
    Installation i = endpoint.installation();
    Database d = i.database();
    Database named =
        new Database(
            d.host(),
            d.port(),
            name,
            d.owner(),
            d.administrator(),
            d.passwordSecret(),
            d.version());
    Installation installation =
        new Installation(
            i.machine(),
            i.variant(),
            i.version(),
            i.directory(),
            i.address(),
            i.clientPort(),
            named,
            i.inUse());
    return new Endpoint(endpoint.side(), installation, endpoint.host());
  }

  private Postgres postgres(RestoreOrder order) {
    return new Postgres(order.target().host(), order.target().installation().database(), secrets);
  }
}
