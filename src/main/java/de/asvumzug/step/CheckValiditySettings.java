package de.asvumzug.step;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the results of the preparation checks hold.
 *
 * @param validFor age from which they must be repeated before servers are worked on
 */
@ConfigurationProperties("asv.checks")
public record CheckValiditySettings(@DefaultValue("24h") Duration validFor) {}
