package de.asvumzug.asv.update;

/**
 * What the Updateinstaller has done.
 *
 * @param machine name of the machine
 * @param before structure version before; null if it cannot be read on a School installation
 * @param after structure version afterwards; null likewise
 * @param updateInstaller path of the package; null if nothing had to be done
 * @param sha256 of the package
 * @param exitCode of the program; 0 if nothing had to be done
 */
public record UpdateRun(
    String machine,
    String before,
    String after,
    String updateInstaller,
    String sha256,
    int exitCode) {
  /** Name of the evidence. */
  public static final String EVIDENCE = "update-run";
}
