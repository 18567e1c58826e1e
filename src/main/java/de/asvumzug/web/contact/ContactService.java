package de.asvumzug.web.contact;

import de.asvumzug.notify.Mails;
import de.asvumzug.notify.Outbox;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.intake.FieldError;
import de.asvumzug.plan.intake.PeopleRules;
import de.asvumzug.plan.intake.PlanReader;
import de.asvumzug.plan.intake.PlanRejected;
import de.asvumzug.plan.intake.ValidationErrors;
import de.asvumzug.plan.people.Contact;
import de.asvumzug.plan.people.Person;
import de.asvumzug.plan.people.Place;
import de.asvumzug.plan.people.Role;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.words.TypedWords;
import de.asvumzug.web.command.NotPossibleNow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes who has to do with a move while it is under way. The same rules hold as for a plan;
 * whoever is new gets a mail that asks to confirm the address, and mails that still wait follow.
 */
@Service
class ContactService {
  private final Migrations migrations;
  private final Mails mails;
  private final Outbox outbox;
  private final AuditTrail trail;

  ContactService(Migrations migrations, Mails mails, Outbox outbox, AuditTrail trail) {
    this.migrations = migrations;
    this.mails = mails;
    this.outbox = outbox;
    this.trail = trail;
  }

  /**
   * @param actor user id
   * @throws PlanRejected (fields {@code name}, {@code mail}, {@code phone}) naming everything that
   *     is wrong; nothing has happened then
   * @throws NotPossibleNow if somebody else has changed the same person, or the retention is over
   */
  @Transactional
  public void change(String id, Place place, TypedContact typed, String actor) {
    Contact contact = read(place, typed);
    requirePeople(id);
    AtomicReference<Person> replaced = new AtomicReference<>();
    Migration changed =
        migrations.changePeople(
            id,
            plan -> {
              replaced.set(plan.person(place).orElse(null));
              if (!reach(replaced.get()).equals(typed.before())) {
                throw new NotPossibleNow(
                    "Diese Angaben hat inzwischen jemand anderes geändert; es wurde nichts"
                        + " gespeichert. Bitte sehen Sie nach, was jetzt dasteht.");
              }
              return judged(plan.withContact(place, contact));
            });
    Person now = changed.person(place).orElse(null);
    if (!reach(now).equals(typed.before())) {
      note(id, place, replaced.get(), now, actor);
      follow(changed, place, mail(replaced.get()), mail(now));
    }
  }

  /**
   * Sends a mail that asks to confirm the address.
   *
   * @throws NotPossibleNow if there is no address
   */
  @Transactional
  public void sendTest(String id, Place place) {
    requirePeople(id);
    Migration plan = migrations.get(id);
    if (plan.person(place).map(Person::mail).filter(mail -> !mail.isEmpty()).isEmpty()) {
      throw new NotPossibleNow(
          "Hier steht keine E-Mail-Adresse; bitte tragen Sie zuerst eine ein.");
    }
    mails.checkAddress(plan, place);
  }

  private void requirePeople(String id) {
    if (migrations.peopleDeleted(id)) {
      throw new NotPossibleNow(
          "Die Aufbewahrung dieses Umzugs ist vorüber; Namen, Adressen und Telefonnummern sind"
              + " gelöscht und werden nicht mehr angenommen.");
    }
  }

  private static Contact read(Place place, TypedContact typed) {
    ValidationErrors findings = new ValidationErrors();
    Contact contact = new PlanReader(findings).contact(typed.draft());
    boolean office = place.role() == Role.OFFICE && !place.deputy();
    List<FieldError> errors = new ArrayList<>(findings.list());
    if (office && typed.mail().isBlank()) {
      errors.add(
          new FieldError("mail", "fehlt; eine Schule braucht eine Adresse, die jemand liest."));
    }
    if (office && !typed.name().isBlank()) {
      errors.add(new FieldError("name", "gehört nicht hierher; die Schule heißt wie im Plan."));
    }
    reject(errors);
    return contact;
  }

  private static Migration judged(Migration changed) {
    ValidationErrors findings = new ValidationErrors();
    new PeopleRules(findings).judge(changed);
    reject(
        findings.list().stream()
            .map(
                one ->
                    new FieldError(
                        "mail",
                        "steht schon an anderer Stelle: Die Vertretung braucht eine andere Adresse"
                            + " als die, für die sie einspringt."))
            .limit(1)
            .toList());
    return changed;
  }

  private static void reject(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw new PlanRejected(errors);
    }
  }

  private void note(String id, Place place, Person before, Person now, String actor) {
    trail.append(
        new AuditEvent(
            id,
            TrailKind.DECISION,
            actor,
            null,
            place.school(),
            null,
            "Der Kontakt „" + place.post() + "“ wurde geändert.",
            Map.of(
                "place", place.key(),
                "before", TypedWords.of(reach(before)),
                "after", TypedWords.of(reach(now)))));
  }

  private void follow(Migration changed, Place place, String before, String after) {
    if (after.isEmpty() || after.equalsIgnoreCase(before)) {
      return;
    }
    if (!before.isEmpty()) {
      boolean kept =
          changed.groups().stream()
              .flatMap(group -> changed.people(group).stream())
              .anyMatch(one -> one.mail().equalsIgnoreCase(before));
      outbox.moved(changed.id(), before, after, kept, Instant.now());
    }
    mails.checkAddress(changed, place);
  }

  private static String reach(Person person) {
    return person == null ? "" : person.reach();
  }

  private static String mail(Person person) {
    return person == null ? "" : person.mail();
  }
}
