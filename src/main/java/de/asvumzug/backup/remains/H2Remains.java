package de.asvumzug.backup.remains;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.fence.MarksOfMoves;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.h2.H2Restore;
import de.asvumzug.backup.remains.Deletion.Deleted;
import de.asvumzug.backup.remains.Remains.Clearing;
import de.asvumzug.backup.restore.Mark;
import java.io.IOException;
import java.util.List;

/** An H2 database lies in the installation and goes with it, but for folders beside it. */
final class H2Remains implements DatabaseRemains {

  @Override
  public void find(Endpoint target, Mark mark, Finds finds) throws InterruptedException {
    finds.carefully(
        "Ordner der Datenbank",
        () -> {
          for (String folder : H2Restore.elsewhere(target, mark.migrationId())) {
            finds.addIfThere(
                target.host(),
                folder,
                "Daten der Schule außerhalb der Installation, hinter der Verknüpfung database",
                Clearing.BY_HAND);
          }
        });
  }

  @Override
  public void deleteCopies(Endpoint target, BackupContext act, List<Deleted> gone)
      throws IOException {
    TransferredCopies.folder(target.host(), H2Restore.kept(target, act.migrationId()), gone);
  }

  /** It goes with the installation. */
  @Override
  public void remove(Endpoint target, MarksOfMoves marks, BackupContext act, List<Deleted> gone) {}
}
