package de.asvumzug.backup.tenant;

/**
 * A school's backup as plain file, where a person brings it in from; evidence {@code
 * laid-out-tenant-<number>}. It is removed when that is done.
 *
 * @param file absolute path on that machine
 * @param sha256 of the file
 */
public record LaidOut(String machine, String file, String sha256) {}
