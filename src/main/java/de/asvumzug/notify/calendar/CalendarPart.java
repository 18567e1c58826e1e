package de.asvumzug.notify.calendar;

import de.asvumzug.plan.School;

/** The entry that goes with a mail, for each of its recipients. */
@FunctionalInterface
public interface CalendarPart {
  /** For mails that tell nothing of a calendar. */
  CalendarPart NONE = (school, address) -> null;

  /**
   * iCalendar text; null if this recipient gets none.
   *
   * @param school null for people beside the schools
   */
  String of(School school, String address);
}
