package de.asvumzug.backup.remains;

import java.util.List;

/**
 * What was removed from the new machine after acceptance; evidence {@code deleted-copies}.
 *
 * @param machine where
 * @param copies what it was, with its checksum where it had one
 */
public record Deletion(String machine, List<Deleted> copies) {
  public static final String EVIDENCE = "deleted-copies";

  /** Of the backups on the machine that they were made on. */
  public static final String BACKUPS = "deleted-backups";

  public Deletion {
    copies = List.copyOf(copies);
  }

  /**
   * One thing that is gone.
   *
   * @param what path, database or job
   * @param sha256 of the manifest for a copy of a backup, of the file for a database file; null
   *     where there is none
   */
  public record Deleted(String what, String sha256) {}
}
