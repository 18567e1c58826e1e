package de.asvumzug.plan.intake;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the intake of plans ({@code asv.plan}).
 *
 * @param minimumWindow shortest window that is accepted; one hour is assumed to be the least in
 *     which a server can be backed up, restored and checked
 * @param maximumWindow longest window that is accepted; longer ones are taken for a slip of the pen
 * @param lookAhead how far ahead a window may lie; later ones are taken for a wrong year
 * @param inbox folder whose {@code *.yaml} files are taken as plans; none if empty
 * @param inboxInterval how often the folder is looked at
 * @param inboxSettle how long a file must have been left alone before it is taken, so that a file
 *     which is still being written is not read
 */
@ConfigurationProperties("asv.plan")
public record PlanSettings(
    @DefaultValue("PT1H") Duration minimumWindow,
    @DefaultValue("P7D") Duration maximumWindow,
    @DefaultValue("P730D") Duration lookAhead,
    Path inbox,
    @DefaultValue("PT5S") Duration inboxInterval,
    @DefaultValue("PT2S") Duration inboxSettle) {}
