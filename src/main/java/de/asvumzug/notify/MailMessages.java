package de.asvumzug.notify;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.IDN;
import java.util.Date;
import org.springframework.stereotype.Component;

/** Turns a mail of the outbox into a message: plain text first, HTML as the alternative. */
@Component
final class MailMessages {
  private final MailSettings settings;

  MailMessages(MailSettings settings) {
    this.settings = settings;
  }

  /** Mail servers know a name with umlauts in its ASCII form only (RFC 5891). */
  private static String ascii(String address) throws AddressException {
    int at = address.lastIndexOf('@');
    try {
      return at < 0
          ? address
          : address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
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
    if (mail.threadId() != null) {
      message.setHeader("In-Reply-To", mail.threadId());
      message.setHeader("References", mail.threadId());
    }
    MimeBodyPart text = new MimeBodyPart();
    text.setText(mail.text(), "UTF-8", "plain");
    MimeBodyPart html = new MimeBodyPart();
    html.setText(mail.html(), "UTF-8", "html");
    message.setContent(new MimeMultipart("alternative", text, html));
    return message;
  }
}
