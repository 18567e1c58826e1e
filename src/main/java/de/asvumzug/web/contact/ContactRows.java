package de.asvumzug.web.contact;

import de.asvumzug.notify.Outbox;
import de.asvumzug.notify.address.AddressChecks;
import de.asvumzug.notify.address.AddressState;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.people.Person;
import de.asvumzug.plan.people.Place;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads who has to do with a move, and what is known of their addresses. */
@Component
public class ContactRows {
  private final AddressChecks checks;
  private final Outbox outbox;

  ContactRows(AddressChecks checks, Outbox outbox) {
    this.checks = checks;
    this.outbox = outbox;
  }

  /**
   * One row a place, also where nobody is known.
   *
   * @param plan as the viewer may see it
   */
  public List<ContactRow> of(Migration plan) {
    Map<String, AddressState> states = checks.states(plan.id());
    Map<String, String> corrections = outbox.corrections(plan.id());
    return plan.places().stream()
        .map(place -> row(place, plan.person(place).orElse(null), states, corrections))
        .toList();
  }

  private static ContactRow row(
      Place place,
      Person person,
      Map<String, AddressState> states,
      Map<String, String> corrections) {
    if (person == null || person.mail().isEmpty()) {
      return new ContactRow(place, person, null, null);
    }
    String corrected = corrections.get(AddressChecks.lower(person.mail()));
    String used = corrected == null ? person.mail() : corrected;
    AddressState state = states.getOrDefault(AddressChecks.lower(used), AddressState.UNKNOWN);
    return new ContactRow(place, person, state, corrected);
  }
}
