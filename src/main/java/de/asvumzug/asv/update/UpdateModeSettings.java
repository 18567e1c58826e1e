package de.asvumzug.asv.update;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the update service is kept from changing the version during a move. File and key of its mode
 * stand in {@code asv.layout}.
 *
 * @param frozen mode in which the service only looks for updates (docs/domain.md §8: {@code
 *     manual}; download and installation are asked for by a person)
 * @param restart whether a running service must be restarted to see a changed mode; assumed
 */
@ConfigurationProperties("asv.update-mode")
public record UpdateModeSettings(
    @DefaultValue("manual") String frozen, @DefaultValue("true") boolean restart) {}
