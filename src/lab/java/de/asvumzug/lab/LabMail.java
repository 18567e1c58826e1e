package de.asvumzug.lab;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** Catches every mail, delivers none, and shows them all on one page of plain text. */
final class LabMail {
  private final GreenMail catcher;

  private LabMail(GreenMail catcher) {
    this.catcher = catcher;
  }

  /**
   * Starts both servers on all addresses.
   *
   * @return what never comes: the caller waits on it
   */
  static CountDownLatch start(int smtpPort, int httpPort) throws IOException {
    GreenMail catcher =
        new GreenMail(new ServerSetup(smtpPort, "0.0.0.0", ServerSetup.PROTOCOL_SMTP));
    catcher.start();
    HttpServer page = HttpServer.create(new InetSocketAddress(httpPort), 0);
    page.createContext("/", new LabMail(catcher)::answer);
    page.start();
    return new CountDownLatch(1);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] text;
    try {
      text = mails().getBytes(StandardCharsets.UTF_8);
    } catch (MessagingException e) {
      throw new IOException(e);
    }
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(200, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  private String mails() throws MessagingException, IOException {
    StringBuilder text = new StringBuilder();
    for (MimeMessage message : catcher.getReceivedMessages()) {
      text.append("An: ").append(Arrays.toString(message.getAllRecipients())).append('\n');
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
