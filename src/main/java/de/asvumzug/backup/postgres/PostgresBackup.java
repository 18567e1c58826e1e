package de.asvumzug.backup.postgres;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupComponent;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupFolder;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.ManifestDraft;
import de.asvumzug.backup.Seal;
import de.asvumzug.backup.Vault;
import de.asvumzug.backup.transfer.BackupDestination;
import de.asvumzug.backup.transfer.LineMeasurement;
import de.asvumzug.backup.transfer.LineSpeed;
import de.asvumzug.backup.transfer.PreCopy;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.secret.Secrets;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Backs a whole PostgreSQL database up, foreign schemas and large objects included: {@code pg_dump
 * -Fd} as a detached job, parallel and with the fastest compression that its reader understands;
 * roles without their passwords beside it.
 */
@Service
public class PostgresBackup {
  static final String DUMP_JOB = "dump";
  public static final String DUMP = "dump";

  /** The dump's table of contents, in the backup. */
  public static final String CONTENTS = DUMP + "/toc.dat";

  public static final String GLOBALS = "globals.sql";

  /** How many times its database a dump may take that is not compressed, on the safe side. */
  private static final long PLAIN = 3;

  private static final Logger LOG = LoggerFactory.getLogger(PostgresBackup.class);

  private final Secrets secrets;
  private final BackupSettings settings;
  private final Vault vault;

  public PostgresBackup(Secrets secrets, BackupSettings settings, Vault vault) {
    this.vault = vault;
    this.secrets = secrets;
    this.settings = settings;
  }

  /** What lives on the site's cluster. */
  public ClusterInventory inventory(Endpoint endpoint) throws IOException, InterruptedException {
    return new InventoryReader(postgres(endpoint)).read(endpoint.host().name());
  }

  /** Makes a backup that stays on its machine. */
  public Backup backUp(Endpoint endpoint, BackupContext act)
      throws IOException, InterruptedException {
    return backUp(endpoint, BackupDestination.STAYS, act);
  }

  /**
   * Makes the backup, or returns the one that this move has made before.
   *
   * @param onward where it goes when it is complete
   * @throws OperationFailed if a program is missing, too old or fails, or if the folder is foreign
   */
  public Backup backUp(Endpoint endpoint, BackupDestination onward, BackupContext act)
      throws IOException, InterruptedException {
    BackupFolder folder = new BackupFolder(endpoint, BackupComponent.DATABASE, act, vault);
    Optional<Backup> finished = folder.finished();
    if (finished.isPresent()) {
      return finished.get();
    }
    Host host = endpoint.host();
    Postgres postgres = postgres(endpoint);
    String database = postgres.database().name();
    String server = PostgresTools.serverVersion(postgres, database);
    String client = PostgresTools.version(host, postgres, "pg_dump");
    PostgresTools.requireNotOlder(host, "pg_dump", client, server);
    long size =
        Long.parseLong(
            PostgresTools.value(
                postgres, database, "select pg_database_size(current_database())", Map.of()));
    requireRoom(host, folder.path(), size);
    int jobs = Processors.jobs(host, settings.jobs());
    Compression best =
        Compression.of(
            PostgresTools.client(host, postgres, client), reader(onward, endpoint, client));
    DumpChoice choice = choice(best, host, folder.path(), onward, act, size, jobs);
    folder.begin(DUMP_JOB);
    dump(endpoint, postgres, folder, choice, onward, act, size, jobs);
    globals(host, postgres, folder.path());
    Map<String, String> versions = new TreeMap<>();
    versions.put("pg_dump", client);
    versions.put("pg_dump --compress", choice.compression().argument());
    versions.put("PostgreSQL", server);
    versions.put("ASV", endpoint.installation().version().toString());
    return folder.finish(new ManifestDraft(Manifest.Kind.POSTGRES, versions, List.of(), List.of()));
  }

  private DumpChoice choice(
      Compression best,
      Host host,
      String folder,
      BackupDestination onward,
      BackupContext act,
      long size,
      int jobs)
      throws IOException, InterruptedException {
    if (onward.target().isEmpty()) {
      return new DumpChoice(best, false, LineMeasurement.NONE);
    }
    Host to = onward.target().get().host();
    // Whoever reads an encrypted one has it there twice.
    long dumps = settings.encryption() ? 2 * PLAIN : PLAIN;
    boolean room =
        host.files().freeBytes(folder) > dumps * size
            && to.files().freeBytes(to.workFolder()) > (dumps + 1) * size;
    LineMeasurement measured =
        settings.needsMeasurement()
            ? onward.line().isPresent()
                ? onward.line().get()
                : LineSpeed.measure(host, to, act.stepKey(), size)
            : LineMeasurement.NONE;
    DumpChoice choice = DumpChoice.of(best, measured, jobs, room, settings);
    act.notes().note("Verfahren der Sicherung gewählt", choice.details(host.name(), to.name()));
    LOG.info("{}: {}", act.stepKey(), choice);
    return choice;
  }

  /** What the one that reads the backup understands; gzip only, if it cannot be asked yet. */
  private Compression.Client reader(BackupDestination onward, Endpoint source, String sourceClient)
      throws IOException, InterruptedException {
    Endpoint endpoint = onward.target().orElse(source);
    if (endpoint.installation().database() == null) {
      return Compression.Client.plain(0);
    }
    try {
      Postgres postgres = postgres(endpoint);
      String version =
          endpoint == source
              ? sourceClient
              : PostgresTools.version(endpoint.host(), postgres, "pg_restore");
      return PostgresTools.client(endpoint.host(), postgres, version);
    } catch (IOException | OperationFailed e) {
      LOG.info(
          "Compressing with gzip: {} cannot be asked: {}", endpoint.host().name(), e.getMessage());
      return Compression.Client.plain(0);
    }
  }

  /** The exact command; largest tables first is pg_dump's own business. */
  static Command dumpCommand(
      Postgres postgres, String folder, Compression compression, int jobs, int lockWaitSeconds)
      throws IOException {
    return postgres
        .client(
            "pg_dump",
            "--format=directory",
            "--jobs=" + jobs,
            "--compress=" + compression.argument(),
            "--lock-wait-timeout=" + lockWaitSeconds + "s",
            "--verbose",
            "--no-password",
            "--file=" + folder + "/" + DUMP)
        .with("PGDATABASE", postgres.database().name());
  }

  private void dump(
      Endpoint endpoint,
      Postgres postgres,
      BackupFolder folder,
      DumpChoice choice,
      BackupDestination onward,
      BackupContext act,
      long size,
      int jobs)
      throws IOException, InterruptedException {
    Host host = endpoint.host();
    Command command =
        dumpCommand(
            postgres, folder.path(), choice.compression(), jobs, settings.lockWaitSeconds());
    // What is encrypted is sent ahead, nothing else.
    String ready = folder.path();
    Optional<Seal> seal = folder.seal();
    if (seal.isPresent()) {
      command = seal.get().dumping(command, folder.place(), DUMP);
      ready = folder.place().sealed();
    }
    JobResult result;
    Jobs.Poll progress = new DumpProgress(host, postgres, act, DUMP_JOB);
    try (PreCopy ahead = choice.sendAhead() ? onward.forerun(host, ready, DUMP, size, act) : null) {
      result = act.jobs().run(host, DUMP_JOB, command, progress);
    }
    PostgresTools.requireSuccess(host, "Die Datenbanksicherung (pg_dump)", result);
  }

  private static void globals(Host host, Postgres postgres, String folder)
      throws IOException, InterruptedException {
    Command command =
        postgres.client(
            "pg_dumpall",
            "--globals-only",
            "--no-role-passwords",
            "--no-password",
            "--file=" + folder + "/" + GLOBALS);
    CommandResult result = host.run(command);
    if (!result.succeeded()) {
      throw OperationFailed.temporary(
          "Die Sicherung der Rollen (pg_dumpall) auf %s ist gescheitert: %s"
              .formatted(host.name(), result.errors().strip()));
    }
  }

  private static void requireRoom(Host host, String folder, long size) throws IOException {
    long free = host.files().freeBytes(folder);
    if (free < size) {
      throw OperationFailed.permanent(
          "Auf %s sind für die Sicherung nur %s Bytes frei; die Datenbank hat %s Bytes."
              .formatted(host.name(), free, size),
          "Bitte Platz schaffen.");
    }
  }

  private Postgres postgres(Endpoint endpoint) {
    return new Postgres(endpoint.host(), endpoint.installation().database(), secrets);
  }
}
