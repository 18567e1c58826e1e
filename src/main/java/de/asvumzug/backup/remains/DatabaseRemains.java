package de.asvumzug.backup.remains;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.fence.MarksOfMoves;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.remains.Deletion.Deleted;
import de.asvumzug.backup.restore.Mark;
import de.asvumzug.host.secret.Secrets;
import java.io.IOException;
import java.util.List;

/** What a move leaves in, and beside, a database of one engine on the new machine. */
interface DatabaseRemains {

  static DatabaseRemains of(Endpoint target, Secrets secrets, BackupSettings settings) {
    return switch (target.installation().variant()) {
      case ENTERPRISE -> new PostgresRemains(secrets, settings);
      case SCHOOL -> new H2Remains();
    };
  }

  /** Only looks; what cannot be read is named as such. */
  void find(Endpoint target, Mark mark, Finds finds) throws InterruptedException;

  /** What was set aside: the move is accepted, or taken back. */
  void deleteCopies(Endpoint target, BackupContext act, List<Deleted> gone)
      throws IOException, InterruptedException;

  /** What the server of a move that was taken back would use; of a server in use, nothing. */
  void remove(Endpoint target, MarksOfMoves marks, BackupContext act, List<Deleted> gone)
      throws IOException, InterruptedException;
}
