package de.asvumzug.notify.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mailbox to which mail servers send back what they cannot deliver: that of the sender's
 * address ({@code asv.mail.from}, or {@code spring.mail.properties.mail.smtp.from}). Without a host
 * nothing is read.
 *
 * @param host of the IMAP server
 * @param port of IMAP over TLS
 * @param user who logs in
 * @param passwordFile file with the password in its first line, readable by this user only
 * @param folder where the reports arrive
 * @param poll how often it is looked into
 * @param timeout for connecting to, reading from and writing to the server
 * @param largest size in bytes up to which a report is read
 * @param encrypted false only for a server on this very machine
 */
@ConfigurationProperties("asv.mail.bounces")
public record BounceSettings(
    String host,
    @DefaultValue("993") int port,
    String user,
    Path passwordFile,
    @DefaultValue("INBOX") String folder,
    @DefaultValue("1m") Duration poll,
    @DefaultValue("20s") Duration timeout,
    @DefaultValue("1048576") int largest,
    @DefaultValue("true") boolean encrypted) {

  public BounceSettings {
    if (host != null && !host.isBlank()) {
      if (user == null || user.isBlank() || passwordFile == null) {
        throw new IllegalArgumentException(
            "Zu asv.mail.bounces.host fehlen asv.mail.bounces.user und"
                + " asv.mail.bounces.password-file.");
      }
      if (!encrypted && !onThisMachine(host)) {
        throw new IllegalArgumentException(
            "asv.mail.bounces.encrypted=false gilt nur für einen Server auf dieser Maschine: Das"
                + " Kennwort ginge sonst lesbar durch das Netz.");
      }
    }
  }

  private static boolean onThisMachine(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
