package de.asvumzug.notify;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Chooses the addresses of a mail; the table is in {@link Mails}. */
final class Recipients {
  private Recipients() {}

  static Collection<Recipient> of(MailEvent event, Migration migration) {
    Map<String, Recipient> byAddress = new LinkedHashMap<>();
    if (event != MailEvent.TROUBLE && event != MailEvent.REMAINS) {
      migration.schools().forEach(school -> add(byAddress, migration, school.group(), false));
    }
    if (event != MailEvent.HELD_UP) {
      add(byAddress, migration, "technik", false);
      add(byAddress, migration, "betreiber", false);
      if (event != MailEvent.DAY_BEFORE && event != MailEvent.STARTS_NOW) {
        add(byAddress, migration, "it-management", false);
      }
    }
    return byAddress.values();
  }

  /** One person of a group. */
  static Recipient of(Migration migration, String group, String address) {
    return new Recipient(address, school(migration, group));
  }

  /** Those who do a group's tasks; empty if the plan has no address for the group. */
  static Collection<Recipient> ofGroup(Migration migration, String group) {
    Map<String, Recipient> byAddress = new LinkedHashMap<>();
    add(byAddress, migration, group, false);
    return List.copyOf(byAddress.values());
  }

  /** Whom the plan means by an address, in whatever case it is written. */
  static Recipient known(Migration migration, String address) {
    Stream<String> groups =
        Stream.concat(
            migration.schools().stream().map(School::group),
            Stream.of("technik", "betreiber", "it-management"));
    return groups
        .flatMap(
            group ->
                Stream.concat(
                    ofGroup(migration, group).stream(), deputies(migration, group).stream()))
        .filter(recipient -> recipient.address().equalsIgnoreCase(address))
        .findFirst()
        .orElseGet(() -> new Recipient(address, null));
  }

  /**
   * Who is asked when nobody of the group answers; empty if the plan names no deputy, or one whom
   * the group's mails reach anyway.
   */
  static Collection<Recipient> deputies(Migration migration, String group) {
    Map<String, Recipient> asked = new LinkedHashMap<>();
    add(asked, migration, group, false);
    Map<String, Recipient> byAddress = new LinkedHashMap<>();
    add(byAddress, migration, group, true);
    byAddress.keySet().removeAll(asked.keySet());
    return List.copyOf(byAddress.values());
  }

  private static School school(Migration migration, String group) {
    return migration.schools().stream()
        .filter(one -> one.group().equals(group))
        .findFirst()
        .orElse(null);
  }

  private static void add(
      Map<String, Recipient> byAddress, Migration migration, String group, boolean deputies) {
    School school = school(migration, group);
    migration.people(group).stream()
        .filter(person -> person.deputy() == deputies)
        .forEach(person -> add(byAddress, person.mail(), school));
  }

  private static void add(Map<String, Recipient> byAddress, String address, School school) {
    if (address != null && !address.isBlank()) {
      byAddress.putIfAbsent(
          address.strip().toLowerCase(Locale.ROOT), new Recipient(address.strip(), school));
    }
  }
}
