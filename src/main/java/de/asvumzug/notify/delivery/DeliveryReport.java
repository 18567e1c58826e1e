package de.asvumzug.notify.delivery;

import java.util.List;

/**
 * What a mail server says of a mail that it was given (RFC 3464).
 *
 * @param messageId of that mail, with its angle brackets; null if the report does not tell
 * @param outcomes one a recipient
 */
record DeliveryReport(String messageId, List<Outcome> outcomes) {

  DeliveryReport {
    outcomes = List.copyOf(outcomes);
  }

  /**
   * @param finalRecipient address, without its type
   * @param originalRecipient as it was given to the first mail server; null if the report does not
   *     tell
   * @param status e.g. {@code 5.1.1}; empty if the report does not tell
   * @param diagnostic the mail server's words, as they came; may be empty
   */
  record Outcome(
      String finalRecipient,
      String originalRecipient,
      Action action,
      String status,
      String diagnostic) {}

  /** What has become of it; DELIVERED stands for all that is good. */
  enum Action {
    FAILED,
    DELAYED,
    DELIVERED,
    UNKNOWN
  }
}
