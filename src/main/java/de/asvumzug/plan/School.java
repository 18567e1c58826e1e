package de.asvumzug.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import de.asvumzug.plan.people.Contact;
import de.asvumzug.plan.people.Person;
import de.asvumzug.plan.people.Role;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A school (Mandant) that works on the server.
 *
 * @param number Schulnummer, four digits (docs/domain.md §10)
 * @param name the school's name as people know it
 * @param mail where the school is reached
 * @param phone for the night of the move; may be empty
 * @param head Schulleitung; null if not known, as are the others
 * @param secretary Sekretariat
 * @param systemAdministrator Systembetreuung
 * @param deputy asked when nobody else of the school answers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record School(
    String number,
    String name,
    String mail,
    String phone,
    Contact head,
    Contact secretary,
    Contact systemAdministrator,
    Contact deputy) {

  @JsonCreator
  public School {}

  /** A school of which no person is known. */
  public School(String number, String name, String mail, String phone) {
    this(number, name, mail, phone, null, null, null, null);
  }

  /** The group whose members act for this school. */
  public String group() {
    return "schule-" + number;
  }

  /** The same with another person, or none, in one place; {@code role} is a school's. */
  School with(Role role, boolean isDeputy, Contact contact) {
    boolean office = role == Role.OFFICE && !isDeputy;
    return new School(
        number,
        name,
        office ? contact.mail() : mail,
        office ? contact.phone() : phone,
        role == Role.HEAD ? contact : head,
        role == Role.SECRETARY ? contact : secretary,
        role == Role.SYSTEM_ADMINISTRATOR ? contact : systemAdministrator,
        role == Role.OFFICE && isDeputy ? contact : deputy);
  }

  /** Number and name alone. */
  School withoutPeople() {
    return new School(number, name, "", "");
  }

  /** Everybody who is known: first the school's own address, the deputy at the end. */
  public List<Person> people() {
    return Stream.of(
            Person.of(Role.OFFICE, false, Contact.known("", mail, phone)),
            Person.of(Role.HEAD, false, head),
            Person.of(Role.SECRETARY, false, secretary),
            Person.of(Role.SYSTEM_ADMINISTRATOR, false, systemAdministrator),
            Person.of(Role.OFFICE, true, deputy))
        .flatMap(Optional::stream)
        .toList();
  }
}
