package de.asvumzug.notify;

import java.time.Instant;

/**
 * How a mail is doing.
 *
 * @param lastError German or the mail server's words; null if no try failed
 * @param sentAt null unless sent
 */
public record MailStatus(
    MailEvent event,
    String recipient,
    String subject,
    State state,
    int attempts,
    String lastError,
    Instant createdAt,
    Instant sentAt) {

  /** DEAD: given up; somebody must tell the recipient in another way. */
  public enum State {
    QUEUED,
    SENT,
    DEAD
  }
}
