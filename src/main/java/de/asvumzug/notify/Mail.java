package de.asvumzug.notify;

import java.time.Instant;

/** A mail as it lies in the outbox. */
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
    Instant createdAt) {}
