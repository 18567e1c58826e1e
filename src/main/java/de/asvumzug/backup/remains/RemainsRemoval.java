package de.asvumzug.backup.remains;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.asv.fence.MarksOfMoves;
import de.asvumzug.asv.fence.MarksOfMoves.Installed;
import de.asvumzug.asv.fence.MarksOfMoves.NewDatabase;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.remains.Deletion.Deleted;
import de.asvumzug.backup.restore.Mark;
import de.asvumzug.backup.restore.TargetDatabases;
import de.asvumzug.backup.restore.TargetDatabases.Found;
import de.asvumzug.backup.restore.TargetRoles;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Secrets;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Removes from the new machine what a move that was taken back has made there and what carries its
 * mark; nothing else is touched. Backups stay: what people entered on the new server may be in them
 * only (rule I2).
 */
@Service
public class RemainsRemoval {
  private final Secrets secrets;
  private final BackupSettings settings;
  private final TransferredCopies copies;
  private final Guard guard;

  public RemainsRemoval(
      Secrets secrets, BackupSettings settings, TransferredCopies copies, Guard guard) {
    this.secrets = secrets;
    this.settings = settings;
    this.copies = copies;
    this.guard = guard;
  }

  /**
   * Removes; a second run finds less.
   *
   * @param other the other end, which may rightly answer under a shared address
   * @throws OperationFailed if the new server is not proven to stand still; nothing is removed then
   */
  public Deletion remove(Endpoint target, Installation other, BackupContext act) throws Exception {
    boolean alone = !target.installation().inUse();
    if (alone) {
      guard.proveStopped(target, other);
    }
    List<Deleted> gone = new ArrayList<>(copies.delete(target, Optional.empty(), act).copies());
    MarksOfMoves marks = new MarksOfMoves(target.host());
    if (target.installation().variant() == Variant.ENTERPRISE) {
      if (alone) {
        database(target, marks, act, gone);
      }
      roles(target, act, gone);
    }
    for (Installed mark : marks.installations()) {
      if (alone && mark.migrationId().equals(act.migrationId())) {
        folders(target.host(), mark, gone);
      }
    }
    marks.forget(act.migrationId());
    return new Deletion(target.host().name(), gone);
  }

  /** The one that a server of this move would use: restored, or as the installation has made it. */
  private void database(Endpoint target, MarksOfMoves marks, BackupContext act, List<Deleted> gone)
      throws IOException, InterruptedException {
    TargetDatabases databases =
        new TargetDatabases(target.host(), postgres(target), settings.maintenanceDatabase(), act);
    Optional<Found> current = databases.look(databases.current());
    if (current.isEmpty()) {
      return;
    }
    Optional<NewDatabase> noted =
        marks.databases().stream()
            .filter(one -> one.migrationId().equals(act.migrationId()))
            .findFirst();
    boolean removed =
        databases.ours(current.get())
            ? databases.dropOurs(current.get())
            : noted.isPresent() && databases.dropNew(current.get(), noted.get());
    if (removed) {
      gone.add(new Deleted("Datenbank " + current.get().name(), null));
    }
  }

  /** A role that something still belongs to stays, and is named by the next look. */
  private void roles(Endpoint target, BackupContext act, List<Deleted> gone)
      throws IOException, InterruptedException {
    TargetRoles roles =
        new TargetRoles(
            target.host(),
            postgres(target),
            settings.maintenanceDatabase(),
            new Mark(act.migrationId(), act.stepKey(), false));
    for (String role : roles.made()) {
      try {
        roles.drop(role);
        gone.add(new Deleted("Rolle " + role, null));
      } catch (OperationFailed e) {
        act.notes().note("Die Rolle " + role + " bleibt", Map.of("reason", e.getMessage()));
      }
    }
  }

  private static void folders(Host host, Installed mark, List<Deleted> gone) throws IOException {
    for (String folder : RemainsSearch.foldersOf(host.files(), mark.directory())) {
      host.files().delete(folder);
      gone.add(new Deleted(folder, null));
    }
  }

  private Postgres postgres(Endpoint target) {
    return new Postgres(target.host(), target.installation().database(), secrets);
  }
}
