package de.asvumzug.backup.restore;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.asv.database.SchemaVersionReader;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.ManifestCheck;
import de.asvumzug.backup.postgres.ClusterInventory;
import de.asvumzug.backup.postgres.PostgresBackup;
import de.asvumzug.backup.postgres.PostgresTools;
import de.asvumzug.backup.postgres.Processors;
import de.asvumzug.backup.restore.TargetDatabases.Found;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.JobKey;
import de.asvumzug.host.JobResult;
import de.asvumzug.host.Jobs;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Progress;
import de.asvumzug.host.Secrets;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Release;
import de.asvumzug.plan.Side;
import java.io.IOException;
import java.util.List;
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
  static final String RESTORE_JOB = "restore";
  private static final String LAST_JOB = "restore-rights";
  private static final String ANALYZE_JOB = "analyze";

  private final Secrets secrets;
  private final Guard guard;
  private final BackupSettings settings;
  private final SchemaVersionReader structure;

  public PostgresRestore(
      Secrets secrets, Guard guard, BackupSettings settings, SchemaVersionReader structure) {
    this.structure = structure;
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
      mustBeReplaceable(order, databases);
      guard.proveStopped(order.target());
      ManifestCheck.read(host, order.received(), act.progress()).mustBeClean();
      mustFit(order, postgres);
      roles.make(inventory);
      if (prepare(host, databases, order.received(), act)) {
        load(order, postgres, databases, inventory, act);
        databases.markLoaded(order.received().manifestSha256());
      }
      new AfterLoad(host, postgres, settings).run(databases.fresh(), old, inventory, act);
      analyze(host, postgres, databases.fresh(), Processors.jobs(host, settings.jobs()), act);
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
          "Auf "
              + host.name()
              + " gibt es schon eine Datenbank "
              + databases.before()
              + ", aber "
              + databases.current()
              + " stammt nicht aus diesem Umzug. Bitte klären, woher beide kommen.");
    }
    return true;
  }

  private void mustBeReplaceable(RestoreOrder order, TargetDatabases databases)
      throws IOException, InterruptedException {
    boolean backedUp = order.targetBackup().filter(b -> backupOfTarget(b, order)).isPresent();
    mustBeReplaceable(order.target(), order.fresh(), backedUp, databases, structure);
  }

  /**
   * Rule I2, for whatever is to take the place of the database in use.
   *
   * @param backedUp whether this move has made a backup of it
   */
  public static void mustBeReplaceable(
      Endpoint target,
      Optional<FreshInstallation> proof,
      boolean backedUp,
      TargetDatabases databases,
      SchemaVersionReader structure)
      throws IOException, InterruptedException {
    String machine = target.host().name();
    Found current =
        databases
            .look(databases.current())
            .orElseThrow(
                () ->
                    OperationFailed.permanent(
                        "Auf "
                            + machine
                            + " fehlt die Datenbank "
                            + databases.current()
                            + " der neuen Installation. Bitte die Neuinstallation prüfen."));
    if (backedUp) {
      return;
    }
    boolean fresh =
        proof.isPresent()
            && isFresh(proof.get(), machine, databases, current)
            && structure.schools(target).filter(count -> count == 0).isPresent();
    if (!fresh) {
      throw OperationFailed.permanent(
          "Die Datenbank "
              + databases.current()
              + " auf "
              + machine
              + " wird nicht ersetzt: Sie ist nicht nachweislich die leere Datenbank der"
              + " Neuinstallation und wurde in diesem Umzug nicht gesichert. Bitte prüfen, ob dort"
              + " Daten von Schulen liegen; wenn ja, zuerst sichern.");
    }
  }

  private static boolean backupOfTarget(Backup backup, RestoreOrder order) {
    return backup.side() == Side.TARGET
        && backup.manifest().migration().equals(order.received().manifest().migration())
        && backup.machine().equals(order.target().host().name());
  }

  private static boolean isFresh(
      FreshInstallation fresh, String machine, TargetDatabases databases, Found current)
      throws IOException, InterruptedException {
    return machine.equals(fresh.machine())
        && current.name().equals(fresh.databaseName())
        && current.oid() == fresh.databaseOid()
        && databases.systemIdentifier().equals(fresh.systemIdentifier());
  }

  private void mustFit(RestoreOrder order, Postgres postgres)
      throws IOException, InterruptedException {
    Host host = order.target().host();
    Map<String, String> versions = order.received().manifest().versions();
    String restore = PostgresTools.version(host, postgres, "pg_restore");
    PostgresTools.mustNotBeOlder(
        host, "pg_restore", restore, versions.getOrDefault("pg_dump", restore));
    String server = PostgresTools.serverVersion(postgres, settings.maintenanceDatabase());
    String old = versions.getOrDefault("PostgreSQL", server);
    if (PostgresTools.major(server) < PostgresTools.major(old)) {
      throw OperationFailed.permanent(
          "Der PostgreSQL-Server auf "
              + host.name()
              + " ("
              + server
              + ") ist älter als der des alten Servers ("
              + old
              + "). Bitte dort PostgreSQL "
              + PostgresTools.major(old)
              + " oder neuer einrichten.");
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
        host.cancel(new JobKey(databases.maker(there.get()) + "." + RESTORE_JOB));
      }
      databases.drop(there.get());
    }
    databases.create();
    return true;
  }

  private void load(
      RestoreOrder order,
      Postgres postgres,
      TargetDatabases databases,
      ClusterInventory inventory,
      BackupContext act)
      throws IOException, InterruptedException {
    Host host = order.target().host();
    String attempts = Folders.attempts(host, act.migrationId());
    host.files().createFolders(attempts);
    host.files().writeText(attempts + "/" + act.stepKey(), "");
    int parallel = Processors.jobs(host, settings.jobs());
    String dump = order.received().folder() + "/" + PostgresBackup.DUMP;
    RestoreLists lists = RestoreLists.write(host, postgres, dump, attempts + ".restore");
    long memory = RestoreSession.memory(host);
    long size = inventory.size(order.source().installation().database().name());
    JobResult result =
        act.jobs()
            .run(
                host,
                RESTORE_JOB,
                restoreCommand(postgres, dump, databases.fresh(), lists.main(), parallel, memory),
                new Growth(host, postgres, databases.fresh(), size, act));
    PostgresTools.mustSucceed(host, "Die Einspielung der Datenbank (pg_restore)", result);
    JobResult last =
        act.jobs()
            .run(
                host,
                LAST_JOB,
                restoreCommand(postgres, dump, databases.fresh(), lists.last(), 1, memory),
                Jobs.Poll.NOTHING);
    PostgresTools.mustSucceed(host, "Die Einspielung der Rechte (pg_restore)", last);
  }

  /**
   * The exact command.
   *
   * @param list path of the use list
   */
  static Command restoreCommand(
      Postgres postgres, String dump, String database, String list, int jobs, long memory)
      throws IOException {
    return Postgres.withSettings(
        postgres.client(
            "pg_restore",
            "--format=directory",
            "--use-list=" + list,
            "--jobs=" + jobs,
            "--exit-on-error",
            "--verbose",
            "--no-tablespaces",
            "--no-publications",
            "--no-subscriptions",
            "--no-password",
            "--dbname=" + database,
            dump),
        RestoreSession.settings(jobs, memory));
  }

  /**
   * How far the new database has grown, against the size of the old one, indexes included. It may
   * end a little below: a restored database has no gaps.
   */
  private final class Growth implements Jobs.Poll {
    private static final int EVERY = 2;

    private final Host host;
    private final Postgres postgres;
    private final String database;
    private final long expected;
    private final BackupContext act;
    private int polls;

    Growth(Host host, Postgres postgres, String database, long expected, BackupContext act) {
      this.host = host;
      this.postgres = postgres;
      this.database = database;
      this.expected = expected;
      this.act = act;
    }

    @Override
    public void run() throws IOException, InterruptedException {
      if (polls++ % EVERY == 0) {
        Command look =
            postgres
                .psql(settings.maintenanceDatabase(), Map.of("name", database))
                .withInput("select pg_database_size(:'name') as size;");
        CommandResult result = host.look(look);
        List<Map<String, String>> rows =
            result.succeeded() ? Postgres.rows(result.output()) : List.of();
        if (!rows.isEmpty()) {
          long size = Long.parseLong(rows.get(0).get("size"));
          act.progress()
              .at(
                  new Progress(
                      Math.min(size, expected), expected, "Bytes", "Datenbank wird eingespielt"));
        }
      }
    }
  }

  /**
   * @param parallel how many tables at the same time
   */
  public static void analyze(
      Host host, Postgres postgres, String database, int parallel, BackupContext act)
      throws IOException, InterruptedException {
    Command command =
        postgres.has("vacuumdb")
            ? postgres.client(
                "vacuumdb",
                "--analyze-only",
                "--jobs=" + parallel,
                "--quiet",
                "--no-password",
                "--dbname=" + database)
            : postgres.psql(database, Map.of()).withInput("analyze;\n");
    JobResult result = act.jobs().run(host, ANALYZE_JOB, command, Jobs.Poll.NOTHING);
    PostgresTools.mustSucceed(host, "Das Auswerten der Tabellen (ANALYZE)", result);
  }

  private Release version(RestoreOrder order, String name)
      throws IOException, InterruptedException {
    return structure.version(named(order.target(), name)).orElseThrow();
  }

  /** The site as if it used another database of its cluster. */
  public static Endpoint named(Endpoint site, String name) {
    Installation i = site.installation();
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
    return new Endpoint(site.side(), installation, site.host());
  }

  private Postgres postgres(RestoreOrder order) {
    return new Postgres(order.target().host(), order.target().installation().database(), secrets);
  }
}
