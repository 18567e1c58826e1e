package de.asvumzug.check.around;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who runs ASV's nightly reorganisation on the new server.
 *
 * @param ownJob what the operator runs it with instead of the update service, e.g. {@code cron,
 *     täglich 3 Uhr}; then the update service is not asked for and this is noted as a warning
 */
@ConfigurationProperties("asv.reorganisation")
public record ReorganisationSettings(@DefaultValue("") String ownJob) {}
