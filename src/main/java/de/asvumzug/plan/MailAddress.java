package de.asvumzug.plan;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;

/** Mail addresses as mail servers take them: one mailbox, nothing around it. */
public final class MailAddress {
  /** For people, in the place of "expected is …". */
  public static final String EXPECTED =
      "eine E-Mail-Adresse, zum Beispiel sekretariat@schule.example; vor dem @ ohne Umlaute, da die"
          + " meisten Mailserver sie dort nicht annehmen, und im Namen des Servers ohne ß (statt"
          + " dessen dessen Form mit xn--)";

  private MailAddress() {}

  /**
   * As mail servers and calendars know it: a server's name with umlauts in its ASCII form (RFC
   * 5891).
   *
   * @throws IllegalArgumentException if there is no such form
   */
  public static String ascii(String address) {
    int at = address.lastIndexOf('@');
    return at < 0 ? address : address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
  }

  /**
   * The address, unchanged.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static String plain(String text) {
    try {
      InternetAddress address = new InternetAddress(text, true);
      if (!address.getAddress().equals(text) || !text.matches("[^\\s<>\"(),:;]+@[^\\s@]+")) {
        throw new IllegalArgumentException("more than an address");
      }
      String server = text.substring(text.lastIndexOf('@') + 1);
      if (!text.substring(0, text.length() - server.length()).chars().allMatch(c -> c < 128)
          || server.indexOf('ß') >= 0) {
        throw new IllegalArgumentException("no server would take it");
      }
      IDN.toASCII(server, IDN.USE_STD3_ASCII_RULES);
      return text;
    } catch (AddressException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
