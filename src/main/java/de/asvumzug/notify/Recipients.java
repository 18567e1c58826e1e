package de.asvumzug.notify;

import de.asvumzug.plan.Contacts;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Chooses the addresses of a mail; the table is in {@link Mails}. */
final class Recipients {
  private Recipients() {}

  static Collection<Recipient> of(MailEvent event, Migration migration) {
    Map<String, Recipient> byAddress = new LinkedHashMap<>();
    if (event != MailEvent.TROUBLE && event != MailEvent.REMAINS) {
      migration.schools().forEach(school -> add(byAddress, school.mail(), school));
    }
    Contacts contacts = migration.contacts();
    if (contacts != null && event != MailEvent.HELD_UP) {
      add(byAddress, contacts.technician(), null);
      add(byAddress, contacts.operator(), null);
      if (event != MailEvent.DAY_BEFORE && event != MailEvent.STARTS_NOW) {
        add(byAddress, contacts.itManagement(), null);
      }
    }
    return byAddress.values();
  }

  /** Those who do a group's tasks; empty if the plan has no address for the group. */
  static Collection<Recipient> ofGroup(Migration migration, String group) {
    Map<String, Recipient> byAddress = new LinkedHashMap<>();
    Contacts contacts =
        migration.contacts() == null ? new Contacts(null, null, null) : migration.contacts();
    switch (group) {
      case "technik" -> add(byAddress, contacts.technician(), null);
      case "betreiber" -> add(byAddress, contacts.operator(), null);
      case "it-management" -> add(byAddress, contacts.itManagement(), null);
      default ->
          migration.schools().stream()
              .filter(school -> school.group().equals(group))
              .forEach(school -> add(byAddress, school.mail(), school));
    }
    return List.copyOf(byAddress.values());
  }

  private static void add(Map<String, Recipient> byAddress, String address, School school) {
    if (address != null && !address.isBlank()) {
      byAddress.putIfAbsent(
          address.strip().toLowerCase(Locale.ROOT), new Recipient(address.strip(), school));
    }
  }
}
