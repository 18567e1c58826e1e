package de.asvumzug.security.worker;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The figures for a monitoring system.
 *
 * @param user log-in name of the account that may read them, and nothing else
 * @param passwordFile file with its password in the first line, at least 20 characters; without one
 *     there is no such account
 * @param every how often the figures are read from the database; a scrape between two readings gets
 *     the same ones
 */
@ConfigurationProperties("asv.metrics")
public record ScrapeSettings(
    @DefaultValue("metrics") String user,
    String passwordFile,
    @DefaultValue("15s") Duration every) {}
