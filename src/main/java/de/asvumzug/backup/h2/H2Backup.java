package de.asvumzug.backup.h2;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.h2.H2File;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupComponent;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupFolder;
import de.asvumzug.backup.Cancellation;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.ManifestDraft;
import de.asvumzug.backup.PrivateFolder;
import de.asvumzug.backup.Vault;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.Progress;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Backs the folder {@code database} of a School server up by copying it, only while no server is
 * up: a copy of a database in use is torn (docs/domain.md §13, trap 3).
 */
@Service
public class H2Backup {
  public static final String DATABASE_FILE = LayoutSettings.DATABASE_FILE;
  private static final String NEW_FILE = LayoutSettings.LEFTOVER_SUFFIX;
  private static final String REPAIR_NOTE = "repair.txt";

  private final Guard guard;
  private final LayoutSettings layout;
  private final Vault vault;

  public H2Backup(Guard guard, LayoutSettings layout, Vault vault) {
    this.vault = vault;
    this.guard = guard;
    this.layout = layout;
  }

  /** A backup, and the repair that had to come first, if any. */
  public record Result(Backup backup, Optional<Repair> repair) {}

  /**
   * Makes the backup, or returns the one that this move has made before.
   *
   * @throws OperationFailed if a server may be up, or if it is unclear which file is the database,
   *     or if that is no whole database of this installation's driver
   */
  public Result backUp(Endpoint endpoint, BackupContext act) throws Exception {
    BackupFolder folder = new BackupFolder(endpoint, BackupComponent.DATABASE, act, vault);
    Optional<Backup> finished = folder.finished();
    if (finished.isPresent()) {
      return new Result(finished.get(), repair(endpoint, act));
    }
    guard.proveStopped(endpoint);
    putRight(endpoint, act);
    folder.begin();
    endpoint.host().files().createFolders(folder.path() + "/" + BackupFolder.FILES);
    List<FileStat> before = database(endpoint);
    long total = before.stream().mapToLong(FileStat::size).sum();
    long done = 0;
    HostFiles files = endpoint.host().files();
    Map<String, String> sums = new HashMap<>();
    for (FileStat file : before) {
      Cancellation.check();
      String copy = folder.path() + "/" + BackupFolder.FILES + "/" + file.path();
      if (file.kind() == FileStat.Kind.FOLDER) {
        files.createFolders(copy);
      } else {
        sums.put(
            BackupFolder.FILES + "/" + file.path(),
            files.copyWithSum(databaseFolder(endpoint) + "/" + file.path(), copy));
      }
      done += file.size();
      act.progress().at(new Progress(done, total, "Bytes", "Ordner database wird gesichert"));
    }
    requireUnchanged(endpoint, before);
    guard.proveStopped(endpoint);
    Backup backup =
        folder.finish(
            new ManifestDraft(
                Manifest.Kind.H2,
                Map.of("ASV", endpoint.installation().version().toString()),
                List.of(),
                List.of()),
            sums);
    return new Result(backup, repair(endpoint, act));
  }

  /**
   * Puts right, as documented, what a killed server left; whoever reads the file first needs this.
   *
   * @return the repair that this move made, now or before; empty if none was needed
   * @throws OperationFailed if a server may be up, or if it is unclear which file is the database
   */
  public Optional<Repair> mend(Endpoint endpoint, BackupContext act) throws Exception {
    guard.proveStopped(endpoint);
    putRight(endpoint, act);
    return repair(endpoint, act);
  }

  public static String databaseFolder(Endpoint endpoint) {
    return LayoutSettings.databaseFolder(endpoint);
  }

  private static List<FileStat> database(Endpoint endpoint) throws IOException {
    List<FileStat> files = endpoint.host().files().list(databaseFolder(endpoint));
    for (FileStat file : files) {
      if (file.kind() == FileStat.Kind.LINK || file.kind() == FileStat.Kind.OTHER) {
        throw OperationFailed.permanent(
            "%s/%s ist keine gewöhnliche Datei.".formatted(databaseFolder(endpoint), file.path()),
            "Bitte die Datenbank an ihren Platz legen.");
      }
    }
    return files;
  }

  private static void requireUnchanged(Endpoint endpoint, List<FileStat> before)
      throws IOException {
    if (!database(endpoint).equals(before)) {
      throw OperationFailed.temporary(
          "Der Ordner %s auf %s hat sich während der Sicherung verändert."
              .formatted(databaseFolder(endpoint), endpoint.host().name()),
          "Bitte prüfen, welches Programm dort schreibt.");
    }
  }

  /** The database is measured and backed up at the same time; only one of them may rename it. */
  private synchronized void putRight(Endpoint endpoint, BackupContext act)
      throws IOException, InterruptedException {
    HostFiles files = endpoint.host().files();
    String main = databaseFolder(endpoint) + "/" + DATABASE_FILE;
    if (files.stat(databaseFolder(endpoint)).isEmpty()) {
      throw OperationFailed.permanent(
          """
          Der Ordner %s fehlt auf %s. Ein ASV-Server School hat dort seine Datenbank; bitte \
          Verzeichnis und Variante im Plan prüfen."""
              .formatted(databaseFolder(endpoint), endpoint.host().name()));
    }
    boolean there = files.stat(main).isPresent();
    boolean half = files.stat(main + NEW_FILE).isPresent();
    if (there && half) {
      keepBoth(endpoint, act, main);
    }
    if (!there && !half) {
      throw OperationFailed.permanent(
          "%s fehlt auf %s. Ohne diese Datei gibt es keine Datenbank."
              .formatted(main, endpoint.host().name()));
    }
    if (!there) {
      PrivateFolder.create(endpoint.host(), Folders.backups(endpoint.host(), act.migrationId()));
      // Written first: a repair that is cut right after the renaming is reported all the same.
      files.writeText(repairNote(endpoint, act), main + NEW_FILE + "\n" + main + "\n");
      files.move(main + NEW_FILE, main);
    }
    new H2File(endpoint, layout).requireSound();
  }

  private static void keepBoth(Endpoint endpoint, BackupContext act, String main)
      throws IOException, InterruptedException {
    String kept = Folders.backups(endpoint.host(), act.migrationId()) + "/database-unklar";
    HostFiles files = endpoint.host().files();
    PrivateFolder.create(endpoint.host(), kept);
    for (String file : List.of(DATABASE_FILE, DATABASE_FILE + NEW_FILE)) {
      String copy = kept + "/" + file;
      files.delete(copy + ".part");
      if (files.stat(copy).isEmpty()) {
        files.copy(databaseFolder(endpoint) + "/" + file, copy + ".part");
        files.move(copy + ".part", copy);
      }
    }
    throw OperationFailed.permanent(
        """
        Auf %s liegen %s und %s%s nebeneinander: Es ist unklar, welche Datei die vollständige \
        Datenbank ist. Beide sind in %s aufgehoben."""
            .formatted(endpoint.host().name(), main, main, NEW_FILE, kept),
        """
        Bitte Größe und Zeit vergleichen und in asv.log nach dem letzten Beenden sehen; dann \
        die überholte Datei aus dem Ordner database nehmen und den Schritt wiederholen.""");
  }

  private static Optional<Repair> repair(Endpoint endpoint, BackupContext act) throws IOException {
    HostFiles files = endpoint.host().files();
    if (files.stat(repairNote(endpoint, act)).isEmpty()) {
      return Optional.empty();
    }
    List<String> names = files.readText(repairNote(endpoint, act)).lines().toList();
    return Optional.of(new Repair(endpoint.host().name(), names.get(0), names.get(1)));
  }

  private static String repairNote(Endpoint endpoint, BackupContext act) {
    return Folders.backups(endpoint.host(), act.migrationId()) + "/" + REPAIR_NOTE;
  }
}
