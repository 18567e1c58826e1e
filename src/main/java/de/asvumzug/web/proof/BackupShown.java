package de.asvumzug.web.proof;

import java.time.Instant;
import java.util.List;

/**
 * A backup of a move.
 *
 * @param label German, what it holds
 * @param folder absolute path on the machine
 * @param created on the machine's clock; null if the manifest does not say
 * @param files how many
 * @param bytes of all files
 * @param key id of the key that it is encrypted with; empty if it is not
 * @param manifestSha256 by it a changed manifest is found out
 * @param first some of its files
 */
public record BackupShown(
    String label,
    String machine,
    String folder,
    Instant created,
    int files,
    long bytes,
    String key,
    String manifestSha256,
    List<BackupFile> first) {

  public BackupShown {
    first = List.copyOf(first);
  }

  /** One file of a backup. */
  public record BackupFile(String path, long bytes, String sha256) {}

  /** How many files are not named. */
  public int more() {
    return files - first.size();
  }
}
