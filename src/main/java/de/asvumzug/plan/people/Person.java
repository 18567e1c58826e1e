package de.asvumzug.plan.people;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Somebody who has to do with a move.
 *
 * @param deputy whether they are asked only when nobody else of the group answers
 * @param name may be empty, as may be mail and phone, not all of them
 */
public record Person(Role role, boolean deputy, String name, String mail, String phone) {

  /** Empty without a contact. */
  public static Optional<Person> of(Role role, boolean deputy, Contact contact) {
    return Optional.ofNullable(contact)
        .map(known -> new Person(role, deputy, known.name(), known.mail(), known.phone()));
  }

  /** German, e.g. {@code Technik} or {@code Technik, Vertretung}. */
  public String post() {
    return new Place(null, role, deputy).post();
  }

  /** Name, telephone and address in one line, as far as they are known. */
  public String reach() {
    return reach(UnaryOperator.identity());
  }

  /**
   * @param shown what becomes of name and telephone, which somebody typed
   */
  public String reach(UnaryOperator<String> shown) {
    return Stream.of(
            shown.apply(name), phone.isEmpty() ? "" : "Telefon " + shown.apply(phone), mail)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
