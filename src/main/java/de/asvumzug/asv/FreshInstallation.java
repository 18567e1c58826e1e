package de.asvumzug.asv;

import java.time.Instant;

/**
 * Proof of which database a fresh installation made for itself: only that one may be replaced
 * without a backup of its own (rule I2). Evidence {@code fresh-installation}, stored by {@code
 * verifyInstallation}.
 *
 * @param machine name of the machine
 * @param directory absolute path of the installation
 * @param databaseName PostgreSQL database; null for School
 * @param systemIdentifier of the PostgreSQL cluster ({@code pg_control_system()}); null for School
 * @param databaseOid of the database in its cluster; 0 for School
 * @param at when it was seen
 */
public record FreshInstallation(
    String machine,
    String directory,
    String databaseName,
    String systemIdentifier,
    long databaseOid,
    Instant at) {
  public static final String EVIDENCE = "fresh-installation";
}
