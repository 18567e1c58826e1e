package de.asvumzug.backup.restore;

import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.release.Release;

/**
 * How the structure of a restored database relates to the installed version: documented at
 * doku.asv.bayern.de/alle/technik/backup/versionswechsel.
 */
public enum SchemaCompatibility {
  /** The server can start with it. */
  SAME,
  /** The Updateinstaller must run first. */
  OLDER;

  /** Name of the process variable. */
  public static final String VARIABLE = "structure";

  /**
   * How a structure that is in the program's reach ({@link
   * de.asvumzug.asv.database.SchemaVersionReader#requireInReach}) relates to it.
   *
   * @throws OperationFailed (permanent) if the structure is newer
   */
  public static SchemaCompatibility of(Release restored, Release installed) {
    if (restored.compareTo(installed) > 0) {
      throw OperationFailed.permanent(
          """
          Die gesicherte Datenbank hat die Struktur %s und ist neuer als das installierte ASV \
          %s. Zurück führt kein Weg: Bitte auf dem neuen Server ASV %s oder neuer installieren."""
              .formatted(restored, installed, restored));
    }
    return restored.equals(installed) ? SAME : OLDER;
  }
}
