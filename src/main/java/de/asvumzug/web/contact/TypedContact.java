package de.asvumzug.web.contact;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.asvumzug.plan.people.Person;

/**
 * What somebody has typed into the fields of a contact.
 *
 * @param before what the page has shown, as {@link Person#reach()}; empty for nobody
 */
record TypedContact(String name, String mail, String phone, String before) {

  /** The fields filled with what is known. */
  static TypedContact of(ContactRow row) {
    Person person = row.person();
    return person == null
        ? new TypedContact("", "", "", "")
        : new TypedContact(person.name(), person.mail(), person.phone(), person.reach());
  }

  /** The same, typed over what stands there now. */
  TypedContact over(ContactRow row) {
    return new TypedContact(name, mail, phone, row.reach());
  }

  /** As a plan would have it; fields without anything are left out. */
  ObjectNode draft() {
    ObjectNode draft = JsonNodeFactory.instance.objectNode();
    put(draft, "name", name);
    put(draft, "mail", mail);
    put(draft, "phone", phone);
    return draft;
  }

  private static void put(ObjectNode draft, String field, String text) {
    if (!text.isBlank()) {
      draft.put(field, text);
    }
  }
}
