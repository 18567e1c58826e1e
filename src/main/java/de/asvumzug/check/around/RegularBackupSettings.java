package de.asvumzug.check.around;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the update service's nightly backup is set up. Folder is documented (docs/domain.md §8);
 * names and keys are assumed.
 *
 * @param shippedFile shipped settings, below the installation
 * @param localFile local settings, which override them
 * @param trigger program that runs the nightly backup now, below the installation; assumed
 * @param enabledKey key that switches the backup on
 * @param directoryKey key of the folder that backups go to
 * @param dumpProgramKey key of the path of pg_dump, needed for Enterprise
 * @param spaceFactor free space wanted in that folder, as a multiple of the data
 * @param ownBackup what the operator backs the server up with instead, e.g. {@code Veeam, täglich 2
 *     Uhr}; then the update service's backup is not asked for and this is noted as a warning
 */
@ConfigurationProperties("asv.regular-backup")
public record RegularBackupSettings(
    @DefaultValue("update-service/service/configuration/update-service.ini") String shippedFile,
    @DefaultValue("update-service/service/configuration/update-service.local.ini") String localFile,
    @DefaultValue("update-service/bin/sicherung") String trigger,
    @DefaultValue("backup.enabled") String enabledKey,
    @DefaultValue("backup.directory") String directoryKey,
    @DefaultValue("backup.pg_dump") String dumpProgramKey,
    @DefaultValue("2.0") double spaceFactor,
    @DefaultValue("") String ownBackup) {}
