package de.asvumzug.step.attempt;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far this node's clock may be from the database's, which all nodes share.
 *
 * @param warnBeyond from here on it is said
 * @param every pause between two looks
 */
@ConfigurationProperties("asv.clock")
public record ClockSettings(
    @DefaultValue("2s") Duration warnBeyond, @DefaultValue("1m") Duration every) {}
