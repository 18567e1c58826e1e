package de.asvumzug.asv.installer;

/**
 * A vendor's package that was run.
 *
 * @param path absolute path on the machine
 * @param sha256 by a full read
 * @param folder where it was unpacked
 */
public record PackageFile(String path, String sha256, String folder) {}
