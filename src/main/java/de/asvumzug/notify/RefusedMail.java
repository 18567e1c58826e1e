package de.asvumzug.notify;

import java.time.Instant;

/**
 * A mail that was refused for good and that its recipient does not know of yet.
 *
 * @param school Schulnummer; null if it was not for a school
 * @param error the mail server's words
 */
public record RefusedMail(
    String subject, String text, String school, String error, Instant refusedAt) {}
