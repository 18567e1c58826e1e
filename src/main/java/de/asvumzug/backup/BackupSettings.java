package de.asvumzug.backup;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Backup and restore.
 *
 * @param structureQuery answers the structure version of an ASV database as one row, e.g. 2.13.480
 *     (assumed)
 * @param schoolsQuery answers the number of schools in an ASV database as one row (table name
 *     assumed)
 * @param serviceUser system user that the server runs as on Linux; files are handed to it where it
 *     exists (documented: doku.asv.bayern.de alle/technik/install/dss/linux/asv-server)
 * @param maintenanceDatabase PostgreSQL database to connect to while others are renamed
 * @param lockWaitSeconds how long pg_dump waits for a lock on a table
 * @param localFiles local configuration files, relative to the installation (second and third name
 *     assumed); no other file is ever written
 * @param localKeys reviewed keys that are carried over to the new machine (names documented:
 *     portfreigabe, autom-update; the last one assumed); never addresses or database access
 * @param skipped folders of an installation that its file backup leaves out: the database has a
 *     backup of its own
 */
@ConfigurationProperties("asv.backup")
public record BackupSettings(
    @DefaultValue("select wert from asv.svp_systemparameter where name = 'datenmodell.version'")
        String structureQuery,
    @DefaultValue("select count(*) from asv.svp_schule_stamm") String schoolsQuery,
    @DefaultValue("asvdss") String serviceUser,
    @DefaultValue("postgres") String maintenanceDatabase,
    @DefaultValue("60") int lockWaitSeconds,
    @DefaultValue({
          "configuration/config.local.ini",
          "asv.local.cfg",
          "update-service/service/configuration/update-service.local.ini"
        })
        List<String> localFiles,
    @DefaultValue({
          "remote.server.url",
          "update.automatic",
          "update.automatic.withPermissionTerminate",
          "mode"
        })
        List<String> localKeys,
    @DefaultValue({"database", "temp", "tmp"}) List<String> skipped) {}
