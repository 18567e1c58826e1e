package de.asvumzug.backup.trial;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.PrivateFolder;
import de.asvumzug.backup.postgres.ClusterInventory;
import de.asvumzug.backup.postgres.DatabaseProperties;
import de.asvumzug.backup.postgres.DatabaseProperties.Refused;
import de.asvumzug.backup.postgres.InventoryReader;
import de.asvumzug.backup.postgres.PostgresTools;
import de.asvumzug.backup.restore.AfterLoad;
import de.asvumzug.backup.restore.Mark;
import de.asvumzug.backup.restore.PostgresRestore;
import de.asvumzug.backup.restore.RestoredDatabase;
import de.asvumzug.backup.restore.TargetDatabases;
import de.asvumzug.backup.restore.TargetDatabases.Found;
import de.asvumzug.backup.restore.TargetDatabases.Purpose;
import de.asvumzug.backup.restore.TargetRoles;
import de.asvumzug.check.fingerprint.FingerprintComparison;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.Fingerprints;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.secret.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Restores the old database's schema, without a row, into a database of its own beside whatever is
 * on the new machine, does all that the move does after a load, compares the structure, and removes
 * it again. The old server works meanwhile; it is only read. What would stop a move in its window
 * is seen days before.
 */
@Service
public class TrialRestore {
  private static final Logger LOG = LoggerFactory.getLogger(TrialRestore.class);

  private static final String TABLES =
      "select count(*) from pg_class where relkind in ('r', 'p') and oid >= 16384";

  /** Of the settings for everybody, those that an ordinary session takes from somewhere else. */
  private static final String INEFFECTIVE =
      """
      select s.name from pg_settings s
       where s.name in (select lower(split_part(c.entry, '=', 1)) from pg_db_role_setting x
                          join pg_database d on d.oid = x.setdatabase and d.datname = current_database(),
                          unnest(x.setconfig) c(entry) where x.setrole = 0)
         and s.source not in ('database', 'user', 'database user')
       order by 1
      """;

  private final Secrets secrets;
  private final BackupSettings settings;
  private final FingerprintService fingerprints;

  public TrialRestore(Secrets secrets, BackupSettings settings, FingerprintService fingerprints) {
    this.secrets = secrets;
    this.settings = settings;
    this.fingerprints = fingerprints;
  }

  /**
   * Tries. A second run of the same attempt attaches to what still runs; leftovers of one that was
   * cut are removed.
   *
   * @throws OperationFailed if a machine or a server cannot be worked with at all
   */
  TrialReport run(Endpoint source, Endpoint target, BackupContext act)
      throws IOException, InterruptedException {
    return new Run(source, target, act).carryOut();
  }

  /** One trial. */
  private final class Run {
    private final Endpoint source;
    private final Endpoint target;
    private BackupContext act;
    private final Postgres from;
    private final Postgres to;
    private final TargetDatabases databases;
    private final TargetRoles roles;
    private final List<String> errors = new ArrayList<>();

    Run(Endpoint source, Endpoint target, BackupContext act) {
      this.source = source;
      this.target = target;
      this.act = act;
      this.from = new Postgres(source.host(), source.installation().database(), secrets);
      this.to = new Postgres(target.host(), target.installation().database(), secrets);
      String maintenance = settings.maintenanceDatabase();
      this.databases = new TargetDatabases(target.host(), to, maintenance, act, Purpose.TRIAL);
      Mark mark = new Mark(act.migrationId(), act.stepKey(), true);
      this.roles = new TargetRoles(target.host(), to, maintenance, mark);
    }

    TrialReport carryOut() throws IOException, InterruptedException {
      long begin = System.nanoTime();
      ClusterInventory inventory = new InventoryReader(from).read(source.host().name());
      TrialReport report;
      try {
        report = tried(inventory, begin);
      } catch (IOException | RuntimeException | InterruptedException e) {
        cleanUpAfter(e);
        throw e;
      }
      cleanUp();
      return report;
    }

    private TrialReport tried(ClusterInventory inventory, long begin)
        throws IOException, InterruptedException {
      Found place = prepare(inventory);
      act = of(place);
      load(place);
      List<Refused> refused = afterLoad(inventory);
      List<String> ineffective = new ArrayList<>();
      String session = ordinarySession(ineffective);
      FingerprintComparison structure = compare(refused);
      ExpressionTrial.Result expressions =
          ExpressionTrial.run(source.host(), from, "trial-expressions", act.jobs());
      int tables =
          Integer.parseInt(PostgresTools.value(from, from.database().name(), TABLES, Map.of()));
      return new TrialReport(
          errors,
          expressions.broken(),
          expressions.unchecked(),
          refused,
          ineffective,
          session,
          structure.differences(),
          structure.notes(),
          tables,
          Duration.ofNanos(System.nanoTime() - begin));
    }

    /**
     * Jobs belong to one database: an attempt that goes on after it was cut may have to make
     * another one, and must not take the old one's jobs for its own.
     */
    private BackupContext of(Found place) {
      Jobs whole = act.jobs();
      Jobs jobs =
          (host, name, command, poll) -> whole.run(host, name + "-" + place.oid(), command, poll);
      return new BackupContext(act.migrationId(), act.stepKey(), jobs, act.progress(), act.notes());
    }

    /** The database of this attempt; its number keeps jobs of another one apart. */
    private Found prepare(ClusterInventory inventory) throws IOException, InterruptedException {
      Optional<Found> there = databases.look(databases.fresh());
      if (there.isPresent()
          && databases.ours(there.get())
          && databases.maker(there.get()).equals(act.stepKey())) {
        return there.get();
      }
      if (there.isPresent()) {
        databases.drop(there.get());
      }
      roles.make(inventory);
      roles.makeOwner(to.database().owner());
      databases.create();
      return databases.look(databases.fresh()).orElseThrow();
    }

    private void load(Found place) throws IOException, InterruptedException {
      String name = "schema-" + place.oid() + ".dump";
      String made = folder(source.host()) + "/" + name;
      String received = folder(target.host()) + "/received-" + name;
      PrivateFolder.create(source.host(), folder(source.host()));
      PrivateFolder.create(target.host(), folder(target.host()));
      JobResult dumped =
          act.jobs()
              .run(
                  source.host(),
                  "trial-dump",
                  dumpCommand(from, made, settings.lockWaitSeconds()),
                  Jobs.Poll.NOTHING);
      PostgresTools.requireSuccess(
          source.host(), "Die Probesicherung des Schemas (pg_dump)", dumped);
      copy(made, received);
      JobResult restored =
          act.jobs()
              .run(
                  target.host(),
                  "trial-restore",
                  restoreCommand(to, received, databases.fresh()),
                  Jobs.Poll.NOTHING);
      if (!restored.succeeded()) {
        errors.addAll(RestoreErrors.of(restored.logTail()));
        if (errors.isEmpty()) {
          PostgresTools.requireSuccess(
              target.host(), "Die Probeeinspielung des Schemas (pg_restore)", restored);
        }
      }
    }

    private void copy(String made, String received) throws IOException {
      try (InputStream in = source.host().files().read(made, 0);
          OutputStream out = target.host().files().write(received, 0)) {
        in.transferTo(out);
      }
      if (!source.host().files().sha256(made).equals(target.host().files().sha256(received))) {
        throw OperationFailed.temporary(
            "Die Probesicherung des Schemas ist auf %s nicht ganz angekommen."
                .formatted(target.host().name()),
            "Bitte die Prüfung wiederholen.");
      }
    }

    private List<Refused> afterLoad(ClusterInventory inventory)
        throws IOException, InterruptedException {
      try {
        return new AfterLoad(target.host(), to, settings)
            .run(databases.fresh(), source.installation().database(), inventory, act);
      } catch (OperationFailed e) {
        errors.add(e.getMessage());
        return List.of();
      }
    }

    /** As a program would open it, with the settings that the database brings. */
    private String ordinarySession(List<String> ineffective)
        throws IOException, InterruptedException {
      CommandResult opened = plain("select 1 as n;");
      if (opened.errors().contains("FATAL:")) {
        return PostgresTools.error(opened.errors());
      }
      CommandResult settings = plain(INEFFECTIVE);
      if (settings.succeeded()) {
        Postgres.rows(settings.output()).forEach(row -> ineffective.add(row.get("name")));
      }
      return "";
    }

    private CommandResult plain(String sql) throws IOException, InterruptedException {
      Command command = to.psql(databases.fresh(), Map.of()).withInput(sql);
      return target.host().run(Postgres.withoutSettings(command));
    }

    private FingerprintComparison compare(List<Refused> refused)
        throws IOException, InterruptedException {
      Fingerprints before =
          fingerprints.structure(source, act.stepKey() + "-trial", act.jobs(), act.progress());
      Fingerprints after =
          fingerprints.structure(
              PostgresRestore.named(target, databases.fresh()),
              act.stepKey() + "-trial",
              act.jobs(),
              act.progress());
      Set<String> missing =
          refused.stream()
              .map(setting -> DatabaseProperties.compared(setting.object()))
              .collect(Collectors.toSet());
      return FingerprintComparison.of(before, after).without(missing, RestoredDatabase.REFUSED);
    }

    /** A role that is left would be in the installer's way: nothing may stay unsaid. */
    private void cleanUp() throws IOException, InterruptedException {
      try {
        remove();
      } catch (OperationFailed e) {
        throw OperationFailed.temporary(
            """
            Die Probeeinspielung ist gelaufen, hat auf %s aber etwas zurückgelassen (Datenbank \
            %s oder Rollen mit dem Kommentar „asv-umzug … trial“): %s Bitte die Ursache beheben \
            und die Prüfung wiederholen; sie räumt dann auf."""
                .formatted(target.host().name(), databases.fresh(), e.getMessage()),
            e);
      }
    }

    /** What cannot be removed now is removed by the next trial. */
    private void cleanUpAfter(Exception failure) throws InterruptedException {
      try {
        remove();
      } catch (IOException | OperationFailed e) {
        LOG.warn("Trial of {} not cleaned up: {}", act.migrationId(), e.getMessage());
        failure.addSuppressed(e);
      }
    }

    private void remove() throws IOException, InterruptedException {
      Optional<Found> there = databases.look(databases.fresh());
      if (there.isPresent() && databases.ours(there.get())) {
        databases.drop(there.get());
      }
      roles.dropTrial();
      source.host().files().delete(folder(source.host()));
      target.host().files().delete(folder(target.host()));
    }

    private String folder(Host host) {
      return host.workFolder() + "/trial/" + act.migrationId();
    }
  }

  /** The exact command. */
  static Command dumpCommand(Postgres postgres, String file, int lockWaitSeconds)
      throws IOException {
    return postgres
        .client(
            "pg_dump",
            "--format=custom",
            "--schema-only",
            "--lock-wait-timeout=" + lockWaitSeconds + "s",
            "--no-password",
            "--file=" + file)
        .with("PGDATABASE", postgres.database().name());
  }

  /** The exact command: as the restore of the move, but it goes on after an error. */
  static Command restoreCommand(Postgres postgres, String dump, String database)
      throws IOException {
    return Postgres.withSettings(
        postgres.client(
            "pg_restore",
            "--format=custom",
            "--no-tablespaces",
            "--no-publications",
            "--no-subscriptions",
            "--no-password",
            "--dbname=" + database,
            dump),
        List.of("synchronous_commit=off", "session_replication_role=origin", "lc_messages=C"));
  }
}
