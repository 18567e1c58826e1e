package de.asvumzug.backup;

import de.asvumzug.host.Command;
import java.io.IOException;
import java.util.List;

/** Encrypts one backup with the key of its move. */
public interface Seal {

  Manifest.Encryption encryption();

  /**
   * The command that runs {@code pg_dump} and encrypts what it has finished meanwhile.
   *
   * @param dump folder in the backup that it writes to
   */
  Command dumping(Command command, SealedPlace place, String dump) throws IOException;

  /**
   * Encrypts all that is still plain, as a detached job; goes on where it was cut.
   *
   * @return every file of the backup, those that were encrypted before included, sorted by path
   */
  List<Manifest.Entry> all(SealedPlace place, String job) throws IOException, InterruptedException;
}
