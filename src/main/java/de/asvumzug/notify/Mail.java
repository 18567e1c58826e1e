package de.asvumzug.notify;

import de.asvumzug.notify.calendar.CalendarWriter;
import java.time.Instant;

/**
 * A mail as it lies in the outbox.
 *
 * @param school Schulnummer; null if it is not for a school
 * @param calendar entry for the recipient's calendar (iCalendar); null if there is none
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
    String school,
    String calendar) {

  /** The same mail with other words. */
  Mail withWords(String otherText, String otherHtml) {
    return new Mail(
        id,
        migrationId,
        event,
        recipient,
        subject,
        otherText,
        otherHtml,
        messageId,
        threadId,
        attempts,
        createdAt,
        school,
        calendar);
  }

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
        school,
        calendar == null ? null : CalendarWriter.forAttendee(calendar, address));
  }
}
