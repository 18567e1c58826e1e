package de.asvumzug.notify;

import de.asvumzug.notify.calendar.CalendarWriter;
import de.asvumzug.plan.MailAddress;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.springframework.stereotype.Component;

/**
 * Turns a mail of the outbox into a message: plain text first, HTML as the alternative, and the
 * entry for the recipient's calendar if there is one.
 */
@Component
final class MailMessages {
  private static final String FILE = "invitation.ics";

  private final MailSettings settings;

  MailMessages(MailSettings settings) {
    this.settings = settings;
  }

  private static String ascii(String address) throws AddressException {
    try {
      return MailAddress.ascii(address);
    } catch (IllegalArgumentException e) {
      throw new AddressException(e.getMessage(), address);
    }
  }

  /**
   * @throws jakarta.mail.internet.AddressException if the recipient is no mail address
   */
  MimeMessage of(Mail mail, MimeMessage message) throws MessagingException {
    message.setFrom(new InternetAddress(settings.from(), false));
    message.setRecipient(
        Message.RecipientType.TO, new InternetAddress(ascii(mail.recipient()), true));
    message.setSubject(mail.subject(), "UTF-8");
    message.setSentDate(Date.from(mail.createdAt()));
    message.setHeader("Message-ID", mail.messageId());
    // Keeps absence notes of the recipients from answering (RFC 3834).
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader(
        "List-Id",
        "Umzug %1$s <%1$s.asv-umzug.%2$s>"
            .formatted(mail.migrationId(), settings.sender().domain()));
    if (mail.threadId() != null) {
      message.setHeader("In-Reply-To", mail.threadId());
      message.setHeader("References", mail.threadId());
    }
    MimeBodyPart text = new MimeBodyPart();
    text.setText(mail.text(), "UTF-8", "plain");
    MimeBodyPart html = new MimeBodyPart();
    html.setText(mail.html(), "UTF-8", "html");
    MimeMultipart sameWords = new MimeMultipart("alternative", text, html);
    if (mail.calendar() == null) {
      message.setContent(sameWords);
    } else {
      message.setContent(withCalendar(sameWords, mail.calendar()));
    }
    return message;
  }

  /** Calendars look for the entry among the alternatives, people for a file that they can keep. */
  private static MimeMultipart withCalendar(MimeMultipart sameWords, String calendar)
      throws MessagingException {
    sameWords.addBodyPart(
        part(
            calendar,
            "text/calendar; method=" + CalendarWriter.method(calendar) + "; charset=UTF-8"));
    MimeBodyPart body = new MimeBodyPart();
    body.setContent(sameWords);
    MimeBodyPart file = part(calendar, "application/ics; name=" + FILE);
    file.setFileName(FILE);
    file.setDisposition(Part.ATTACHMENT);
    return new MimeMultipart("mixed", body, file);
  }

  /** As it is, byte for byte: no mail server on the way breaks its lines anew. */
  private static MimeBodyPart part(String calendar, String type) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(
        new DataHandler(new ByteArrayDataSource(calendar.getBytes(StandardCharsets.UTF_8), type)));
    part.setHeader("Content-Type", type);
    part.setHeader("Content-Transfer-Encoding", "base64");
    return part;
  }
}
