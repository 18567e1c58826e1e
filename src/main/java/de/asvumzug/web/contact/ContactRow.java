package de.asvumzug.web.contact;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.notify.address.AddressState;
import de.asvumzug.plan.people.Person;
import de.asvumzug.plan.people.Place;

/**
 * A place of a move and who stands there, as pages show it.
 *
 * @param person null if nobody is known
 * @param state of the address; null without one
 * @param corrected where mails go since the mail server refused the address; null if it did not
 */
public record ContactRow(Place place, Person person, AddressState state, String corrected) {

  public String key() {
    return place.key();
  }

  /** German, e.g. {@code Schulleitung}. */
  public String post() {
    return place.post();
  }

  /** Name, telephone and address in one line; empty if nobody is known. */
  public String reach() {
    return person == null ? "" : person.reach();
  }

  /** The colour and sign of {@link #label()}, as the marks of other pages. */
  public String mark() {
    return switch (state.kind()) {
      case CONFIRMED -> "DONE";
      case REFUSED -> "TROUBLE";
      default -> "WAITING";
    };
  }

  /** German. */
  public String label() {
    return switch (state.kind()) {
      case UNKNOWN -> "noch nicht angeschrieben";
      case UNCONFIRMED -> "noch nicht bestätigt";
      case CONFIRMED -> "bestätigt am " + GermanFormat.day(state.at());
      case REFUSED -> "vom Mailserver abgelehnt am " + GermanFormat.day(state.at());
    };
  }
}
