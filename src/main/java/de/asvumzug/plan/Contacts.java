package de.asvumzug.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import de.asvumzug.plan.people.Contact;
import de.asvumzug.plan.people.Person;
import de.asvumzug.plan.people.Role;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The people beside the schools, and who stands in for them; each may be null. A group without an
 * address gets no mail.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Contacts(
    Contact technician,
    Contact technicianDeputy,
    Contact operator,
    Contact operatorDeputy,
    Contact itManagement,
    Contact itManagementDeputy) {
  public static final Contacts NONE = new Contacts(null, null, null, null, null, null);

  @JsonCreator
  public Contacts {}

  /** Mail addresses alone; each may be null or empty. */
  public Contacts(String technician, String operator, String itManagement) {
    this(Contact.at(technician), null, Contact.at(operator), null, Contact.at(itManagement), null);
  }

  /** Everybody who is known, deputies behind those whom they stand in for. */
  public List<Person> people() {
    return Stream.of(
            Person.of(Role.TECHNICIAN, false, technician),
            Person.of(Role.TECHNICIAN, true, technicianDeputy),
            Person.of(Role.OPERATOR, false, operator),
            Person.of(Role.OPERATOR, true, operatorDeputy),
            Person.of(Role.IT_MANAGEMENT, false, itManagement),
            Person.of(Role.IT_MANAGEMENT, true, itManagementDeputy))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The same with another person, or none, in one place; {@code role} is no school's. */
  Contacts with(Role role, boolean deputy, Contact contact) {
    return new Contacts(
        role == Role.TECHNICIAN && !deputy ? contact : technician,
        role == Role.TECHNICIAN && deputy ? contact : technicianDeputy,
        role == Role.OPERATOR && !deputy ? contact : operator,
        role == Role.OPERATOR && deputy ? contact : operatorDeputy,
        role == Role.IT_MANAGEMENT && !deputy ? contact : itManagement,
        role == Role.IT_MANAGEMENT && deputy ? contact : itManagementDeputy);
  }

  /** Whom everybody may ask, e.g. {@code Technik: Ina Berg, Telefon 08123 4567, ib@it.example}. */
  public List<String> forQuestions() {
    return forQuestions(UnaryOperator.identity());
  }

  /**
   * @param shown what becomes of a name, which somebody typed
   */
  public List<String> forQuestions(UnaryOperator<String> shown) {
    return people().stream()
        .filter(person -> person.role() != Role.IT_MANAGEMENT)
        .map(person -> person.post() + ": " + person.reach(shown))
        .toList();
  }
}
