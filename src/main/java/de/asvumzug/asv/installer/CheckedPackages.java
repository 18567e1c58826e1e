package de.asvumzug.asv.installer;

/**
 * The checksums of the vendor's packages as the preparation has recorded them: what runs later must
 * be those very files.
 *
 * @param installer SHA-256 in hex; null if none was recorded, as where the file came later
 * @param updateInstaller likewise
 */
public record CheckedPackages(String installer, String updateInstaller) {
  public static final CheckedPackages NONE = new CheckedPackages(null, null);
}
