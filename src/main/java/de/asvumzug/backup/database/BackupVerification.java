package de.asvumzug.backup.database;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupFolder;
import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.ManifestReport;
import de.asvumzug.backup.OpenBackup;
import de.asvumzug.backup.Vault;
import de.asvumzug.backup.h2.H2Backup;
import de.asvumzug.backup.postgres.ClusterInventory;
import de.asvumzug.backup.postgres.ClusterInventory.Table;
import de.asvumzug.backup.postgres.PostgresBackup;
import de.asvumzug.backup.postgres.PostgresTools;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.secret.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.stereotype.Service;

/** Proves that a backup can be read to its last byte, on the machine it lies on. */
@Service
public class BackupVerification {
  /** First bytes of an H2 2 store file. */
  private static final String H2_HEADER = "H:2,";

  private static final String READ_JOB = "read-archive";

  private final Secrets secrets;
  private final Vault vault;

  public BackupVerification(Secrets secrets, Vault vault) {
    this.vault = vault;
    this.secrets = secrets;
  }

  /**
   * Reads every file against the manifest.
   *
   * @throws OperationFailed (permanent) naming each file that is changed, missing, extra or cut,
   *     and where in it
   */
  public ManifestReport files(Endpoint endpoint, Backup backup, BackupContext act)
      throws IOException, InterruptedException {
    return vault.requireTrue(endpoint, backup, act);
  }

  /**
   * Decrypts every file, if they are encrypted: what only its checksum vouches for may still be of
   * no use to anybody.
   *
   * @throws OperationFailed (permanent) if the key is missing or does not open it
   */
  public void readable(Endpoint endpoint, Backup backup, BackupContext act)
      throws IOException, InterruptedException {
    String school = backup.school() == null ? "" : "-" + backup.school();
    vault.open(endpoint, backup, act).requireReadable("decrypt-" + backup.part().folder() + school);
  }

  /**
   * Lets {@code pg_restore} read the whole archive ({@code -l} alone reads only the table of
   * contents), and looks for every table of the inventory in it.
   */
  public void archive(
      Endpoint endpoint, Backup backup, ClusterInventory inventory, BackupContext act)
      throws IOException, InterruptedException {
    Host host = endpoint.host();
    Postgres postgres = new Postgres(host, endpoint.installation().database(), secrets);
    OpenBackup open = vault.open(endpoint, backup, act);
    String dump = open.folder() + "/" + PostgresBackup.DUMP;
    JobResult read =
        act.jobs()
            .run(
                host,
                READ_JOB,
                open.within(
                    postgres.client("pg_restore", "--file=" + host.system().nullDevice(), dump)),
                Jobs.Poll.NOTHING);
    open.requireOpened(read.logTail());
    PostgresTools.requireSuccess(host, "Das Lesen der Datenbanksicherung (pg_restore)", read);
    String contents = backup.folder() + ".contents";
    try {
      CommandResult list =
          host.run(
              open.within(
                  postgres.client("pg_restore", "--list", "--file=" + contents, dump),
                  PostgresBackup.CONTENTS));
      if (!list.succeeded()) {
        throw OperationFailed.temporary(
            "Das Inhaltsverzeichnis der Sicherung auf " + host.name() + " ist nicht lesbar.");
      }
      requireHolds(host, host.files().readText(contents).lines().toList(), inventory.tables());
    } finally {
      host.files().delete(contents);
    }
  }

  private static void requireHolds(Host host, List<String> contents, List<Table> tables) {
    List<String> missing =
        tables.stream()
            .map(
                table -> " TABLE DATA " + listed(table.schema()) + " " + listed(table.name()) + " ")
            .filter(entry -> contents.stream().noneMatch(line -> line.contains(entry)))
            .map(entry -> entry.substring(" TABLE DATA ".length()).strip().replace(' ', '.'))
            .toList();
    if (!missing.isEmpty()) {
      throw OperationFailed.permanent(
          "In der Datenbanksicherung auf %s fehlen Tabellen: %s."
              .formatted(host.name(), String.join(", ", missing)),
          "Bitte den Schritt wiederholen.");
    }
  }

  /** pg_restore writes a name that has line breaks in one line. */
  private static String listed(String name) {
    return name.replace('\n', ' ').replace('\r', ' ');
  }

  /**
   * The copy of the H2 file begins as one and is, byte for byte, the file that is still on the old
   * machine.
   */
  public void h2(Endpoint endpoint, Backup backup, BackupContext act)
      throws IOException, InterruptedException {
    h2Copy(endpoint, backup, act);
    String path = BackupFolder.FILES + "/" + H2Backup.DATABASE_FILE;
    requireOriginal(endpoint, backup, path);
  }

  /**
   * The copy of the H2 file begins as one. For a server whose schools were backed up since: {@code
   * dbctl} opens the file, and H2 writes to a file that it opens.
   */
  public void h2Copy(Endpoint endpoint, Backup backup, BackupContext act)
      throws IOException, InterruptedException {
    if (backup.manifest().encrypted()) {
      // A database it was when it was backed up; that it can be decrypted makes it that one.
      readable(endpoint, backup, act);
    } else {
      String path = BackupFolder.FILES + "/" + H2Backup.DATABASE_FILE;
      requireH2(endpoint, backup.folder() + "/" + path);
    }
  }

  private static void requireH2(Endpoint endpoint, String copy) throws IOException {
    try (InputStream in = endpoint.host().files().read(copy, 0)) {
      String header = new String(in.readNBytes(H2_HEADER.length()), StandardCharsets.ISO_8859_1);
      if (!header.equals(H2_HEADER)) {
        throw OperationFailed.permanent(
            copy + " auf " + endpoint.host().name() + " ist keine H2-Datenbank.");
      }
    }
  }

  private static void requireOriginal(Endpoint endpoint, Backup backup, String path)
      throws IOException {
    String original = H2Backup.databaseFolder(endpoint) + "/" + H2Backup.DATABASE_FILE;
    String expected =
        backup.manifest().files().stream()
            .filter(entry -> entry.path().equals(path))
            .map(Manifest.Entry::originalSha256)
            .findFirst()
            .orElseThrow();
    if (!endpoint.host().files().sha256(original).equals(expected)) {
      throw OperationFailed.permanent(
          """
          %s auf %s hat sich seit der Sicherung verändert: Ein Server war noch einmal in \
          Betrieb."""
              .formatted(original, endpoint.host().name()),
          "Bitte klären und die Sicherung neu beginnen.");
    }
  }
}
