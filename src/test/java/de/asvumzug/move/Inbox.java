package de.asvumzug.move;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The mails that really arrived, as people read them. */
final class Inbox {
  private final GreenMail mail;

  Inbox(GreenMail mail) {
    this.mail = mail;
  }

  /** Everybody who got a mail whose subject holds the text. */
  Set<String> recipientsOf(String subject) throws MessagingException {
    Set<String> recipients = new TreeSet<>();
    for (MimeMessage message : mail.getReceivedMessages()) {
      if (message.getSubject().contains(subject)) {
        for (Address address : message.getRecipients(Message.RecipientType.TO)) {
          recipients.add(address.toString());
        }
      }
    }
    return recipients;
  }

  /** Subjects and decoded bodies of all mails. */
  String everything() throws MessagingException, IOException {
    StringBuilder text = new StringBuilder();
    for (MimeMessage message : List.of(mail.getReceivedMessages())) {
      text.append(message.getSubject()).append('\n');
      append(text, message.getContent());
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Object content)
      throws MessagingException, IOException {
    if (content instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart part = parts.getBodyPart(i);
        append(text, part.getContent());
      }
    } else {
      text.append(content).append('\n');
    }
  }
}
