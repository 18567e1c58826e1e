package de.asvumzug.step.start;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The lock under which a server is started.
 *
 * @param waitAtMost how long a start waits for another one of its move before people are told;
 *     longer than a server takes to come up
 */
@ConfigurationProperties("asv.start-lock")
record StartLockSettings(@DefaultValue("20m") Duration waitAtMost) {}
