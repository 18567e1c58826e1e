package de.asvumzug.backup.tenant;

/**
 * A school that is on the target now; evidence {@code tenant-restored-<number>}.
 *
 * @param machine name of the target
 * @param school Schulnummer
 * @param file name of the school backup
 * @param sha256 of the file
 * @param byHand whether a person restored it
 */
public record TenantRestored(
    String machine, String school, String file, String sha256, boolean byHand) {}
