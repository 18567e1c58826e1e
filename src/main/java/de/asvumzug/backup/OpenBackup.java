package de.asvumzug.backup;

import de.asvumzug.host.Command;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.util.List;

/** A backup whose files can be read: as they are, or decrypted for as long as they are needed. */
public interface OpenBackup {

  /** Where a command that {@link #within} has wrapped finds the files. */
  String folder();

  /**
   * A command that finds the plain files in {@link #folder} while it runs, and leaves none.
   *
   * @param paths those that it needs; none for all
   */
  Command within(Command command, String... paths) throws IOException;

  /**
   * Explains why a wrapped command has failed, if it was for the backup.
   *
   * @param log what it has written
   * @throws OperationFailed (permanent) naming file and place; temporary, if the machine could not
   *     (a full disk, for instance)
   */
  void requireOpened(String log);

  /**
   * Writes plain files to a folder, where they stay until they are removed; a second run replaces
   * them.
   *
   * @param below folder of the backup that is left out of the new names; empty for none
   * @param paths in the backup; none for all that lie below
   */
  void copy(String below, String to, List<String> paths, String job)
      throws IOException, InterruptedException;

  /** Makes plain files lie in {@link #folder} until {@link #close}; none for all. */
  void unfold(List<String> paths, String job) throws IOException, InterruptedException;

  /** Decrypts everything and keeps nothing: whether it can be read is known then. */
  void requireReadable(String job) throws IOException, InterruptedException;

  /** Removes what was unfolded, if there is anything. */
  void close() throws IOException, InterruptedException;
}
