package de.asvumzug.notify;

import de.asvumzug.plan.School;

/**
 * Who gets a mail.
 *
 * @param school null for people beside the schools
 */
record Recipient(String address, School school) {}
