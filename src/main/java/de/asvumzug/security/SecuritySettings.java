package de.asvumzug.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The application's doors.
 *
 * @param secureCookies whether cookies are sent over HTTPS only; off only where the application is
 *     used on one machine without HTTPS (demo, tests)
 * @param sessionIdle after how long without anything a person does a session ends; a page that
 *     renews itself is nothing a person does
 * @param sessionLongest after how long a session ends in any case
 * @param changeFirstPassword whether a password that somebody else has given must be changed at the
 *     log-in; off only where nobody is there to do it (demo, tests)
 */
@ConfigurationProperties("asv.security")
public record SecuritySettings(
    @DefaultValue("true") boolean secureCookies,
    @DefaultValue("30m") Duration sessionIdle,
    @DefaultValue("12h") Duration sessionLongest,
    @DefaultValue("true") boolean changeFirstPassword) {}
