package de.asvumzug.check.database;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How long the old database is searched for what no restore takes. It is searched while people work
 * on it, so the search has an end; what it did not get to is named.
 *
 * @param pass longest time for one reading of one table; with {@code batch} it must stay under the
 *     machine's command time-out
 * @param batch time after which a call asks no further question
 * @param all longest time for everything; small tables come first
 * @param preparedAge age from which a prepared transaction counts as forgotten
 * @param row length of a row as text from which PostgreSQL can no longer hand it out: one byte less
 *     than 1 GiB is the most
 */
@ConfigurationProperties("asv.data-check")
public record DataCheckSettings(
    @DefaultValue("40s") Duration pass,
    @DefaultValue("10s") Duration batch,
    @DefaultValue("5m") Duration all,
    @DefaultValue("5m") Duration preparedAge,
    @DefaultValue("1073741823B") DataSize row) {}
