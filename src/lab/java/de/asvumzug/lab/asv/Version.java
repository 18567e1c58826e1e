package de.asvumzug.lab.asv;

/** An ASV version such as 2.14.12; the first two numbers name the release. */
public record Version(int major, int minor, int build) {

  public static Version parse(String text) {
    String[] parts = text.strip().split("\\.");
    return new Version(
        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  boolean newerThan(Version other) {
    return number() > other.number();
  }

  /**
   * Whether the Updateinstaller of this version takes data of that older one: same release or the
   * directly preceding one (doku.asv.bayern.de/alle/technik/backup/versionswechsel).
   */
  boolean canUpdateFrom(Version older) {
    return major == older.major && minor - older.minor <= 1;
  }

  private long number() {
    return (major * 1_000L + minor) * 1_000_000L + build;
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + build;
  }
}
