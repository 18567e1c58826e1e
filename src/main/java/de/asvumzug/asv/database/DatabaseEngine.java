package de.asvumzug.asv.database;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What a database is asked in another way on a PostgreSQL server than in an H2 file. */
public interface DatabaseEngine {

  /**
   * The one value of a query's one row; empty if the installation brings no means to read it.
   *
   * @throws OperationFailed if the database cannot be read
   */
  Optional<String> value(Endpoint endpoint, String sql) throws IOException, InterruptedException;

  /** Size of the data as the database or the file system names it, in bytes. */
  long dataBytes(Endpoint endpoint) throws IOException, InterruptedException;

  /** What tells the database that is there now from any other. */
  DatabaseIdentity identity(Endpoint endpoint) throws IOException, InterruptedException;

  /** What files of the installation show that it has another database than planned; German. */
  List<String> unplannedFiles(Endpoint endpoint) throws IOException;

  /**
   * @throws OperationFailed (permanent) unless the database belongs to the planned owner, where it
   *     has one, who may log in
   */
  void requirePlannedOwner(Endpoint endpoint) throws IOException, InterruptedException;
}
