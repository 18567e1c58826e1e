package de.asvumzug.backup.remains;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.fence.MarksOfMoves;
import de.asvumzug.asv.fence.MarksOfMoves.Installed;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.remains.Deletion.Deleted;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.host.Host;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Installation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
    DatabaseRemains.of(target, secrets, settings).remove(target, marks, act, gone);
    for (Installed mark : marks.installations()) {
      if (alone && mark.migrationId().equals(act.migrationId())) {
        folders(target.host(), mark, gone);
      }
    }
    marks.forget(act.migrationId());
    return new Deletion(target.host().name(), gone);
  }

  private static void folders(Host host, Installed mark, List<Deleted> gone) throws IOException {
    for (String folder : RemainsSearch.foldersOf(host.files(), mark.directory())) {
      host.files().delete(folder);
      gone.add(new Deleted(folder, null));
    }
  }
}
