package de.asvumzug.asv.installer;

/**
 * What the installer has done.
 *
 * @param machine name of the machine
 * @param directory installed to
 * @param version that the installation names; null if it names none
 * @param installer path of the package; null if nothing had to be installed
 * @param sha256 of the package
 * @param installedNow false if it was found installed by an earlier run in this move
 */
public record InstalledPackage(
    String machine,
    String directory,
    String version,
    String installer,
    String sha256,
    boolean installedNow) {
  /** Name of the evidence. */
  public static final String EVIDENCE = "installed-package";
}
