package de.asvumzug.notify;

import java.time.Instant;

/**
 * A mail as it lies in the outbox.
 *
 * @param school Schulnummer; null if it is not for a school
 */
record Mail(
    long id,
    String migrationId,
    String event,
    String recipient,
    String subject,
    String text,
    String html,
    String messageId,
    String threadId,
    int attempts,
    Instant createdAt,
    String school) {

  /** The same words to another address, as a mail of its own. */
  Mail again(String address, String newMessageId, String newThreadId, Instant now) {
    return new Mail(
        0,
        migrationId,
        event,
        address,
        subject,
        text,
        html,
        newMessageId,
        newThreadId,
        0,
        now,
        school);
  }
}
