package de.asvumzug.backup;

import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Release;

/**
 * How the structure of a restored database relates to the installed version: documented at
 * doku.asv.bayern.de/alle/technik/backup/versionswechsel.
 */
public enum StructureFit {
  /** The server can start with it. */
  SAME,
  /** The Updateinstaller must run first. */
  OLDER;

  /** Name of the process variable. */
  public static final String VARIABLE = "structure";

  /**
   * @throws OperationFailed (lasting) if the structure is newer, or older than the directly
   *     preceding release
   */
  public static StructureFit of(Release restored, Release installed) {
    if (restored.equals(installed)) {
      return SAME;
    }
    if (restored.compareTo(installed) > 0) {
      throw OperationFailed.lasting(
          "Die gesicherte Datenbank hat die Struktur "
              + restored
              + " und ist neuer als das installierte ASV "
              + installed
              + ". Zurück führt kein Weg: Bitte auf dem neuen Server ASV "
              + restored
              + " oder neuer installieren.");
    }
    if (restored.sameRelease(installed) || restored.directlyPrecedes(installed)) {
      return OLDER;
    }
    throw OperationFailed.lasting(
        "Die gesicherte Datenbank hat die Struktur "
            + restored
            + "; das installierte ASV "
            + installed
            + " übernimmt nur das eigene und das direkt vorhergehende Release. Bitte stufenweise vorgehen: zuerst den alten"
            + " Server Release für Release bis "
            + installed.major()
            + "."
            + (installed.minor() - 1)
            + " aktualisieren und dann umziehen.");
  }
}
