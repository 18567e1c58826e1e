package de.asvumzug.backup;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Backup and restore.
 *
 * @param maintenanceDatabase PostgreSQL database to connect to while others are renamed
 * @param schema schema of the ASV tables (documented)
 * @param lockWaitSeconds how long pg_dump waits for a lock on a table
 * @param localKeys reviewed keys that are carried over to the new machine (names documented:
 *     portfreigabe, autom-update; the last one assumed); never addresses or database access
 * @param skipped folders of an installation that its file backup leaves out: the database has a
 *     backup of its own
 * @param jobs parallel jobs of dump and restore; 0 for one per processor of the machine, at most 4
 * @param compression AUTO leaves a dump as it is where the line to the new machine carries it
 *     faster than the processors compress it; ALWAYS keeps what stays on the old machine small;
 *     NEVER compresses only where a plain dump has no room
 * @param sendAhead AUTO sends a dump on while it is written where the line carries less than 200
 *     MB/s; ALWAYS and NEVER do not ask
 * @param encryption whether new backups are encrypted; off, whoever reads a machine's disk reads
 *     the data of all its schools
 * @param keys folder with one file a move, readable by this application's user only; outside of the
 *     database and of every work folder, and the same for all nodes
 */
@ConfigurationProperties("asv.backup")
public record BackupSettings(
    @DefaultValue("postgres") String maintenanceDatabase,
    @DefaultValue("asv") String schema,
    @DefaultValue("60") int lockWaitSeconds,
    @DefaultValue({
          "remote.server.url",
          "update.automatic",
          "update.automatic.withPermissionTerminate",
          "mode"
        })
        List<String> localKeys,
    @DefaultValue({"database", "temp", "tmp"}) List<String> skipped,
    @DefaultValue("0") int jobs,
    @DefaultValue("AUTO") When compression,
    @DefaultValue("AUTO") When sendAhead,
    @DefaultValue("true") boolean encryption,
    @DefaultValue(".asv-umzug/backup-keys") Path keys) {

  /** Decided by what is measured right before the dump, or by the setting alone. */
  public enum When {
    AUTO,
    ALWAYS,
    NEVER
  }

  public boolean needsMeasurement() {
    return compression == When.AUTO || sendAhead == When.AUTO;
  }
}
