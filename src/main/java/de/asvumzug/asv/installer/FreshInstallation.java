package de.asvumzug.asv.installer;

import java.time.Instant;

/**
 * The database that the installation on the new machine has just made: the only one that a restore
 * may replace without a backup of its own (rule I2).
 *
 * @param machine name of the machine
 * @param databaseName PostgreSQL: name; School: absolute path of the database folder
 * @param systemIdentifier PostgreSQL: identifier of the cluster; School: SHA-256 of the database
 *     file
 * @param databaseOid PostgreSQL: the database's number; School: 0
 * @param at when it was looked at, on the machine's clock
 */
public record FreshInstallation(
    String machine, String databaseName, String systemIdentifier, long databaseOid, Instant at) {
  /** Name of the evidence. */
  public static final String EVIDENCE = "fresh-installation";
}
