package de.asvumzug.backup;

import de.asvumzug.plan.Side;

/**
 * A complete backup; evidence under {@code backup-database} and {@code backup-configuration},
 * {@code tenant-backup-<number>} for each school by a school backup, and {@code target-backup} for
 * a target that was in use.
 *
 * @param side end of the move that was backed up
 * @param machine where it lies
 * @param folder absolute path there
 * @param part which part
 * @param school Schulnummer of a school backup; null for the other parts
 * @param manifestSha256 SHA-256 of the manifest: who changes a file and the manifest is found too
 * @param manifest what it consists of
 */
public record Backup(
    Side side,
    String machine,
    String folder,
    BackupComponent part,
    String school,
    String manifestSha256,
    Manifest manifest) {

  /** The copy of this backup on another machine. */
  public Backup at(String otherMachine, String otherFolder) {
    return new Backup(side, otherMachine, otherFolder, part, school, manifestSha256, manifest);
  }
}
