package de.asvumzug.plan.people;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * How somebody is reached; each part may be empty, not all of them.
 *
 * @param name of a person or an office
 * @param mail gets the mails of the move
 * @param phone with area code
 */
public record Contact(String name, String mail, String phone) {

  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  public Contact {
    name = name == null ? "" : name.strip();
    mail = mail == null ? "" : mail.strip();
    phone = phone == null ? "" : phone.strip();
  }

  /** As plans before names and telephones wrote it; null if the address is empty. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Contact at(String mail) {
    return known("", mail, "");
  }

  /** Null if nothing is known. */
  public static Contact known(String name, String mail, String phone) {
    Contact contact = new Contact(name, mail, phone);
    return contact.equals(new Contact("", "", "")) ? null : contact;
  }
}
