package de.asvumzug.notify.calendar;

import de.asvumzug.plan.MailAddress;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;

/**
 * Who invites, and the one who is invited: nobody sees another's address.
 *
 * @param organizer bare address, the server's name in ASCII
 * @param organizerName may be null
 * @param attendee as {@code organizer}
 */
record Parties(String organizer, String organizerName, String attendee) {

  /**
   * Empty if one of them is no address: the mail will be refused as well.
   *
   * @param from as in the settings, also {@code Name <address>}
   */
  static Optional<Parties> of(String from, String recipient) {
    try {
      InternetAddress sender = new InternetAddress(from, false);
      return Optional.of(
          new Parties(
              MailAddress.ascii(sender.getAddress()),
              sender.getPersonal(),
              MailAddress.ascii(MailAddress.plain(recipient))));
    } catch (AddressException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
