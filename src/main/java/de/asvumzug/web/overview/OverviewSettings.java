package de.asvumzug.web.overview;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the overview is kept up to date.
 *
 * @param every pause between two looks for moves that something has happened to
 * @param onceMore a move that something has happened to is looked at once more after this time: not
 *     every act writes its line last
 * @param retry a move that could not be read is tried again after this time
 * @param atLatest an open move is looked at again after this time, whatever its trail says
 */
@ConfigurationProperties("asv.overview")
public record OverviewSettings(
    @DefaultValue("2s") Duration every,
    @DefaultValue("4s") Duration onceMore,
    @DefaultValue("30s") Duration retry,
    @DefaultValue("5m") Duration atLatest) {}
