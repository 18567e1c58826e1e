package de.asvumzug.notify;

/**
 * A mail was refused for good; published in the transaction that notes it. Whoever listens makes
 * sure that a person learns of it.
 *
 * @param recipient the address that was refused
 */
public record MailRefused(String migrationId, String recipient) {}
