package de.asvumzug.backup.h2;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.database.SchemaVersionReader;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.asv.h2.H2File;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupFolder;
import de.asvumzug.backup.Cancellation;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.OpenBackup;
import de.asvumzug.backup.PrivateFolder;
import de.asvumzug.backup.Vault;
import de.asvumzug.backup.restore.RestoreOrder;
import de.asvumzug.backup.restore.RestoredDatabase;
import de.asvumzug.backup.restore.SchemaCompatibility;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.Progress;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.release.Release;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Restores the folder {@code database} of a School server beside the one in use and swaps the two
 * by renaming; the one in use before is kept (rule I2).
 *
 * <p>At first the structure version is taken from the plan's old server (a School server migrates
 * its database whenever it is updated; assumed); before and after the swap it is read from the
 * database where the installation brings the means.
 */
@Service
public class H2Restore {
  private static final String NOTE = "database-restore.txt";
  private static final String DECRYPT_JOB = "decrypt-database";

  private final Guard guard;
  private final LocalFiles localFiles;
  private final SchemaVersionReader structure;
  private final LayoutSettings layout;
  private final Vault vault;

  public H2Restore(
      Guard guard,
      LocalFiles localFiles,
      SchemaVersionReader structure,
      LayoutSettings layout,
      Vault vault) {
    this.vault = vault;
    this.guard = guard;
    this.localFiles = localFiles;
    this.structure = structure;
    this.layout = layout;
  }

  /**
   * Restores, or finds that this move has done so before.
   *
   * @throws OperationFailed (permanent) if the target's database is neither fresh nor backed up,
   *     the backup is not true, or its structure does not fit; the target is untouched then
   */
  public RestoredDatabase restore(RestoreOrder order, BackupContext act) throws Exception {
    Release version = order.source().installation().version();
    structure.requireInReach(order.target(), version);
    SchemaCompatibility.of(version, order.target().installation().version());
    Endpoint target = order.target();
    HostFiles files = target.host().files();
    String current = place(target);
    String fresh = fresh(current, act.migrationId());
    String before = kept(target, act.migrationId());
    boolean begun = begun(order, act);
    if (files.stat(before).isPresent() && !begun) {
      throw foreign(target, before);
    }
    if (files.stat(before).isEmpty()) {
      requireReplaceable(order, holdsNoSchool(order));
      guard.proveStopped(target);
      vault.requireTrue(target, order.received(), act);
      fill(order, act, fresh, begun);
      requireOpensHere(target, fresh + "/" + H2Backup.DATABASE_FILE);
      // Trap 18: files restored as root are of no use to a server that runs as another user.
      localFiles.giveToService(target, fresh);
      guard.proveStopped(target);
      files.move(current, before);
    }
    if (files.stat(fresh).isPresent() && files.stat(current).isEmpty()) {
      files.move(fresh, current);
    }
    Release found = structure.version(target).orElse(version);
    return new RestoredDatabase(
        target.host().name(),
        H2Backup.databaseFolder(target),
        before,
        found.toString(),
        SchemaCompatibility.of(found, target.installation().version()),
        List.of(),
        List.of());
  }

  /**
   * What this installation cannot open is not put in its place: another form of H2's file, a
   * damage, a structure that does not fit. Read by the installation's own driver where it has one.
   */
  private void requireOpensHere(Endpoint target, String file)
      throws IOException, InterruptedException {
    new H2File(target, layout).requireFit(file);
    Optional<Release> found = structure.version(target, file);
    if (found.isPresent()) {
      SchemaCompatibility.of(found.get(), target.installation().version());
    }
  }

  /** Where the folder that was in use before a move is kept. */
  public static String kept(Endpoint target, String migrationId) throws IOException {
    return place(target) + ".vor-" + migrationId;
  }

  /** Where the data lie: a folder on another disk stays there, and the link to it as it is. */
  private static String place(Endpoint target) throws IOException {
    return target.host().files().realPath(H2Backup.databaseFolder(target));
  }

  /**
   * Folders of the database that do not lie below the installation, since its own folder is a link:
   * what a move has put there or moved aside, and the place itself.
   */
  public static List<String> elsewhere(Endpoint target, String migrationId) throws IOException {
    String place = place(target);
    return place.startsWith(target.directory() + "/")
        ? List.of()
        : List.of(place, fresh(place, migrationId), kept(target, migrationId));
  }

  private static String fresh(String place, String migrationId) {
    return place + ".umzug-" + migrationId;
  }

  /** Whether this move began to restore this very backup here. */
  private static boolean begun(RestoreOrder order, BackupContext act) throws IOException {
    HostFiles files = order.target().host().files();
    String note = note(order.target(), act);
    return files.stat(note).isPresent()
        && files.readText(note).strip().equals(order.received().manifestSha256());
  }

  private static String note(Endpoint target, BackupContext act) {
    return Folders.received(target.host(), act.migrationId()) + "/" + NOTE;
  }

  private void fill(RestoreOrder order, BackupContext act, String fresh, boolean begun)
      throws IOException, InterruptedException {
    OpenBackup open = vault.open(order.target(), order.received(), act);
    HostFiles files = order.target().host().files();
    if (files.stat(fresh).isPresent() && !begun) {
      throw foreign(order.target(), fresh);
    }
    files.writeText(note(order.target(), act), order.received().manifestSha256() + "\n");
    if (order.received().manifest().encrypted()) {
      // What is there already is the work of this very job, or is replaced by it.
      open.copy(BackupFolder.FILES, fresh, List.of(), DECRYPT_JOB);
    } else {
      files.delete(fresh);
      copyPlain(order, act, fresh);
    }
    // The backup may be read-only; what a server works with is not.
    PrivateFolder.seal(order.target().host(), fresh);
  }

  private static void copyPlain(RestoreOrder order, BackupContext act, String fresh)
      throws IOException, InterruptedException {
    HostFiles files = order.target().host().files();
    PrivateFolder.create(order.target().host(), fresh);
    long done = 0;
    long total = order.received().manifest().bytes();
    for (Manifest.Entry entry : order.received().manifest().files()) {
      Cancellation.check();
      String path = entry.path().substring(BackupFolder.FILES.length() + 1);
      String copy = fresh + "/" + path;
      if (path.contains("/")) {
        files.createFolders(copy.substring(0, copy.lastIndexOf('/')));
      }
      files.copy(order.received().folder() + "/" + entry.path(), copy);
      if (!files.sha256(copy).equals(entry.sha256())) {
        throw OperationFailed.temporary(
            copy + " ist nicht richtig geschrieben worden; der Schritt wird wiederholt.");
      }
      done += entry.size();
      act.progress().at(new Progress(done, total, "Bytes", "Ordner database wird eingespielt"));
    }
  }

  /**
   * The fresh server has run for the first log-in, so its file may differ from the one it was born
   * with; then the database itself must say that no school was created meanwhile.
   */
  private boolean holdsNoSchool(RestoreOrder order) throws IOException, InterruptedException {
    Endpoint target = order.target();
    String file = H2Backup.databaseFolder(target) + "/" + H2Backup.DATABASE_FILE;
    boolean asBorn =
        order.fresh().isPresent()
            && target.host().files().stat(file).isPresent()
            && target.host().files().sha256(file).equals(order.fresh().get().systemIdentifier());
    return asBorn || structure.schools(target).filter(count -> count == 0).isPresent();
  }

  private static void requireReplaceable(RestoreOrder order, boolean holdsNoSchool) {
    Endpoint target = order.target();
    boolean fresh =
        holdsNoSchool
            && order
                .fresh()
                .filter(f -> f.machine().equals(target.host().name()))
                .filter(f -> H2Backup.databaseFolder(target).equals(f.databaseName()))
                .isPresent();
    boolean backedUp =
        order
            .targetBackup()
            .filter(b -> b.side() == Side.TARGET && b.machine().equals(target.host().name()))
            .isPresent();
    if (!fresh && !backedUp) {
      throw OperationFailed.permanent(
          """
          Der Ordner %s auf %s wird nicht ersetzt: Er ist nicht nachweislich der leere der \
          Neuinstallation und wurde in diesem Umzug nicht gesichert."""
              .formatted(H2Backup.databaseFolder(target), target.host().name()),
          "Bitte prüfen, ob dort Daten von Schulen liegen; wenn ja, zuerst sichern.");
    }
  }

  private static OperationFailed foreign(Endpoint target, String folder) {
    return OperationFailed.permanent(
        """
        Den Ordner %s auf %s gibt es schon, und er stammt nicht erkennbar aus dieser \
        Einspielung. Er wird nicht angerührt."""
            .formatted(folder, target.host().name()),
        "Bitte klären und umbenennen.");
  }
}
