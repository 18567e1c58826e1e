package de.asvumzug.notify.delivery;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.search.FlagTerm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Reads the reports in the mailbox, by IMAP over TLS with a server whose certificate is trusted. A
 * report is marked as seen only once it is handled, so that one that comes in the wrong moment
 * waits; letters of people are left as they are.
 */
@Component
@ConditionalOnProperty("asv.mail.bounces.host")
class BounceMailbox {
  private static final Logger LOG = LoggerFactory.getLogger(BounceMailbox.class);

  /** Of the newest messages; more than that wait for the next round. */
  private static final int AT_ONCE = 500;

  private final DeliveryReports reports;
  private final BounceSettings settings;

  BounceMailbox(DeliveryReports reports, BounceSettings settings) {
    this.reports = reports;
    this.settings = settings;
  }

  /**
   * Handles what is new.
   *
   * @return how many reports
   * @throws MessagingException if the mailbox cannot be read
   */
  int round() throws MessagingException {
    String protocol = settings.encrypted() ? "imaps" : "imap";
    Session session = Session.getInstance(properties(protocol));
    try (Store store = session.getStore(protocol)) {
      store.connect(settings.host(), settings.port(), settings.user(), password());
      try (Folder folder = store.getFolder(settings.folder())) {
        folder.open(Folder.READ_WRITE);
        return handle(folder);
      }
    }
  }

  private int handle(Folder folder) throws MessagingException {
    Message[] unseen = folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
    Message[] newest =
        Arrays.copyOfRange(unseen, Math.max(0, unseen.length - AT_ONCE), unseen.length);
    FetchProfile profile = new FetchProfile();
    profile.add(FetchProfile.Item.CONTENT_INFO);
    profile.add(FetchProfile.Item.SIZE);
    folder.fetch(newest, profile);
    int handled = 0;
    for (Message message : newest) {
      if (isReport(message) && handle(message)) {
        handled++;
      }
    }
    return handled;
  }

  /** What cannot even say what it is is left to people. */
  private static boolean isReport(Message message) {
    try {
      return ReportParser.isReport(message.getContentType());
    } catch (MessagingException e) {
      return false;
    }
  }

  /** One that cannot be handled now keeps no other one waiting. */
  private boolean handle(Message message) {
    try {
      if (message.getSize() > settings.largest()) {
        LOG.warn("a delivery report of {} bytes is too large to be read", message.getSize());
      } else {
        reports.handle(raw(message));
      }
      message.setFlag(Flags.Flag.SEEN, true);
      return true;
    } catch (MessagingException | IOException | RuntimeException e) {
      LOG.error("a delivery report could not be handled; tried again in {}", settings.poll(), e);
      return false;
    }
  }

  private static byte[] raw(Message message) throws MessagingException, IOException {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    message.writeTo(raw);
    return raw.toByteArray();
  }

  private Properties properties(String protocol) {
    Properties properties = new Properties();
    String millis = Long.toString(settings.timeout().toMillis());
    for (String what : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      properties.setProperty("mail." + protocol + "." + what, millis);
    }
    // Reading alone marks nothing as seen.
    properties.setProperty("mail." + protocol + ".peek", "true");
    properties.setProperty("mail.imaps.ssl.checkserveridentity", "true");
    return properties;
  }

  private String password() {
    try {
      return Files.readString(settings.passwordFile()).lines().findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
