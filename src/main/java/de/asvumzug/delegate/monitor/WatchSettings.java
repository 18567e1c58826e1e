package de.asvumzug.delegate.monitor;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is watched beside the steps of a move.
 *
 * @param every pause between two looks at both servers and at the window's end
 * @param parallel at how many moves' servers is looked at once; those that do not answer take
 *     seconds each
 * @param beforeEnd how long before the window's end somebody has to decide whether a move that is
 *     not accepted yet goes on
 */
@ConfigurationProperties("asv.watch")
public record WatchSettings(
    @DefaultValue("30s") Duration every,
    @DefaultValue("100") int parallel,
    @DefaultValue("30m") Duration beforeEnd) {}
