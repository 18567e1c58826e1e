package de.asvumzug.check.finding;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the preparation checks. No figures for the duration of a move are documented
 * (docs/domain.md §12), so rate and base time are assumed; measure them in a trial and set them.
 *
 * @param baseTime what a move takes whatever the size: stop, installation, log-ins, checks
 * @param ratePerSecond data that go through backup, check, transfer, restore and comparison in a
 *     second, all passes taken together
 * @param bigTable size of a table from which it is named as one that takes long
 * @param manyLargeObjects number of large objects from which they are named
 * @param backupAge age of the last regular backup from which a warning is given
 * @param databasePortOpen whether PostgreSQL on the new machine may be open to the network, as a
 *     mark book on other machines may need it; ASV does not (docs/domain.md §2)
 * @param updateServer host and port that the update service asks; host documented (docs/domain.md
 *     §2); empty if it is not asked directly
 * @param schoolCertificate pattern of the subject of a certificate that was issued to one school;
 *     its first group is the Schulnummer; assumed
 */
@ConfigurationProperties("asv.preparation")
public record PreparationSettings(
    @DefaultValue("30m") Duration baseTime,
    @DefaultValue("5MB") DataSize ratePerSecond,
    @DefaultValue("10GB") DataSize bigTable,
    @DefaultValue("100000") long manyLargeObjects,
    @DefaultValue("48h") Duration backupAge,
    @DefaultValue("false") boolean databasePortOpen,
    @DefaultValue("update.asv.bayern.de:443") String updateServer,
    @DefaultValue("(?i)CN=[^,]*Schule[^,0-9]*([0-9]{4})") String schoolCertificate) {}
