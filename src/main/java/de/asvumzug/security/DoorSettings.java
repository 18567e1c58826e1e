package de.asvumzug.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The application's doors.
 *
 * @param secureCookies whether cookies are sent over HTTPS only; off only where the application is
 *     used on one machine without HTTPS (demo, tests)
 */
@ConfigurationProperties("asv.security")
public record DoorSettings(@DefaultValue("true") boolean secureCookies) {}
