package de.asvumzug.plan;

/**
 * What must lie on the new machine before the move (guide, "Vorarbeiten"). Paths are absolute paths
 * there.
 *
 * @param installer ASV-Installer, a zip
 * @param updateInstaller ASV-Updateinstaller, a zip
 * @param certificate the certificate (.p12)
 * @param certificatePinSecret name of the secret that holds the certificate's PIN
 */
public record Packages(
    String installer, String updateInstaller, String certificate, String certificatePinSecret) {}
