package de.asvumzug.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what the mail catcher of the demo has caught. */
@RestController
class DemoMails {
  /** Set before the application starts; the demo runs once in a process. */
  static GreenMail catcher;

  @GetMapping(path = "/demo/mails", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
  String mails() throws MessagingException, IOException {
    StringBuilder text = new StringBuilder();
    for (MimeMessage message : catcher.getReceivedMessages()) {
      text.append("An: ").append(message.getAllRecipients()[0]).append('\n');
      text.append("Betreff: ").append(message.getSubject()).append("\n\n");
      text.append(body(message)).append("\n\n――――――――――\n\n");
    }
    return text.isEmpty() ? "Noch keine Mail.\n" : text.toString();
  }

  private static String body(MimeMessage message) throws MessagingException, IOException {
    Object content = message.getContent();
    while (content instanceof Multipart parts) {
      content = parts.getBodyPart(0).getContent();
    }
    return content instanceof String text ? text : GreenMailUtil.getBody(message);
  }
}
