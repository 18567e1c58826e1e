package de.asvumzug.backup.restore;

import de.asvumzug.asv.database.Postgres;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.OpenBackup;
import de.asvumzug.backup.postgres.ClusterInventory;
import de.asvumzug.backup.postgres.PostgresBackup;
import de.asvumzug.backup.postgres.PostgresTools;
import de.asvumzug.backup.postgres.Processors;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Loads a dump into an empty database with {@code pg_restore}, and has its tables analyzed. */
public final class DumpLoader {
  static final String RESTORE_JOB = "restore";
  private static final String LAST_JOB = "restore-rights";
  private static final String ANALYZE_JOB = "analyze";

  private final BackupSettings settings;

  DumpLoader(BackupSettings settings) {
    this.settings = settings;
  }

  /** Loads all data first and the rights last. */
  void load(
      RestoreOrder order,
      Postgres postgres,
      TargetDatabases databases,
      ClusterInventory inventory,
      OpenBackup open,
      BackupContext act)
      throws IOException, InterruptedException {
    Host host = order.target().host();
    String attempts = Folders.attempts(host, act.migrationId());
    host.files().createFolders(attempts);
    host.files().writeText(attempts + "/" + act.stepKey(), "");
    int parallel = Processors.jobs(host, settings.jobs());
    String dump = open.folder() + "/" + PostgresBackup.DUMP;
    RestoreLists lists = RestoreLists.write(host, postgres, open, attempts + ".restore");
    long memory = RestoreSession.memory(host);
    long size = inventory.size(order.source().installation().database().name());
    JobResult result =
        act.jobs()
            .run(
                host,
                RESTORE_JOB,
                open.within(
                    restoreCommand(
                        postgres, dump, databases.fresh(), lists.main(), parallel, memory)),
                new Growth(
                    host, postgres, databases.fresh(), size, act, settings.maintenanceDatabase()));
    open.requireOpened(result.logTail());
    PostgresTools.requireSuccess(host, "Die Einspielung der Datenbank (pg_restore)", result);
    JobResult last =
        act.jobs()
            .run(
                host,
                LAST_JOB,
                open.within(
                    restoreCommand(postgres, dump, databases.fresh(), lists.last(), 1, memory),
                    PostgresBackup.CONTENTS),
                Jobs.Poll.NOTHING);
    PostgresTools.requireSuccess(host, "Die Einspielung der Rechte (pg_restore)", last);
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
    PostgresTools.requireSuccess(host, "Das Auswerten der Tabellen (ANALYZE)", result);
  }

  /**
   * How far the new database has grown, against the size of the old one, indexes included. It may
   * end a little below: a restored database has no gaps.
   */
  private static final class Growth implements Jobs.Poll {
    private static final int EVERY = 2;

    private final Host host;
    private final Postgres postgres;
    private final String database;
    private final long expected;
    private final BackupContext act;
    private final String maintenanceDatabase;
    private int polls;

    Growth(
        Host host,
        Postgres postgres,
        String database,
        long expected,
        BackupContext act,
        String maintenanceDatabase) {
      this.maintenanceDatabase = maintenanceDatabase;
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
                .psql(maintenanceDatabase, Map.of("name", database))
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
}
