package de.asvumzug.trail.evidence;

/**
 * Names of evidence that no record of its own names (those have a constant {@code EVIDENCE}).
 * Stored: a changed name would hide what older moves have left.
 */
public final class EvidenceNames {

  /** The old database as a whole, as hashes. */
  public static final String FINGERPRINTS_SOURCE = "fingerprints-source";

  /** The new database as a whole, as hashes. */
  public static final String FINGERPRINTS_TARGET = "fingerprints-target";

  /** Pupils, classes and teachers of each school before. */
  public static final String NUMBERS_SOURCE = "numbers-source";

  /** Pupils, classes and teachers of each school after. */
  public static final String NUMBERS_TARGET = "numbers-target";

  /** Old against new: of fingerprints within one engine, by school between engines. */
  public static final String FINGERPRINT_COMPARISON = "fingerprint-comparison";

  /** What the preparation checks found on the old machine. */
  public static final String FINDINGS_SOURCE = "findings-source";

  /** What the preparation checks found on the new machine. */
  public static final String FINDINGS_TARGET = "findings-target";

  /** The old server stands still. */
  public static final String GUARD_SOURCE = "guard-source";

  /** The new server stands still. */
  public static final String GUARD_TARGET = "guard-target";

  /** The backup of the whole database, on the old machine. */
  public static final String BACKUP_DATABASE = "backup-database";

  /** The backup of the local configuration, on the old machine. */
  public static final String BACKUP_CONFIGURATION = "backup-configuration";

  /** Both backups, read in full. */
  public static final String BACKUP_VERIFICATION = "backup-verification";

  /** The backup of the whole database, as it arrived on the new machine. */
  public static final String RECEIVED_DATABASE = "received-database";

  /** The backup of the local configuration, as it arrived. */
  public static final String RECEIVED_CONFIGURATION = "received-configuration";

  /** What the new server held before anything came in. */
  public static final String TARGET_BACKUP = "target-backup";

  /** Roles, rights and settings around the old database. */
  public static final String CLUSTER_INVENTORY = "cluster-inventory";

  /** The old database by school. */
  public static final String TENANT_FINGERPRINTS_SOURCE = "tenant-fingerprints-source";

  /** The new database by school, after all came in. */
  public static final String TENANT_FINGERPRINTS_TARGET = "tenant-fingerprints-target";

  /** The new database by school, before the first came in. */
  public static final String TENANT_FINGERPRINTS_TARGET_BEFORE =
      "tenant-fingerprints-target-before";

  /** The new database by school, before one is taken out again. */
  public static final String TENANT_FINGERPRINTS_TARGET_REMOVAL =
      "tenant-fingerprints-target-removal";

  /** What a school backup cannot carry. */
  public static final String TENANT_GAPS = "tenant-gaps";

  /** Schools that were on the new server before, compared. */
  public static final String OTHER_TENANTS_CHECK = "other-tenants-check";

  /** What was deleted at the end. */
  public static final String REMOVED_REMAINS = "removed-remains";

  /** The old database after an abort, compared with before. */
  public static final String SOURCE_UNCHANGED = "source-unchanged";

  /** How the services of the new server were set before it was stopped. */
  public static final String TARGET_SERVICES = "target-services";

  /** What answers under the addresses of the new server. */
  public static final String REACHABILITY = "reachability";

  /** Whether the ministry's system is reached. */
  public static final String CENTRAL_SYSTEM = "central-system";

  /** Whether the nightly backup of the new server is set up. */
  public static final String REGULAR_BACKUP = "regular-backup";

  private EvidenceNames() {}
}
