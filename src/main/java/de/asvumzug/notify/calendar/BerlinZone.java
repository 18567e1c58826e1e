package de.asvumzug.notify.calendar;

import biweekly.component.DaylightSavingsTime;
import biweekly.component.Observance;
import biweekly.component.StandardTime;
import biweekly.component.VTimezone;
import biweekly.io.TimezoneAssignment;
import biweekly.util.DateTimeComponents;
import biweekly.util.DayOfWeek;
import biweekly.util.Frequency;
import biweekly.util.Recurrence;
import biweekly.util.UtcOffset;
import de.asvumzug.common.GermanFormat;
import java.util.TimeZone;

/**
 * Europe/Berlin as it has been since 1996, written out: one rule for each of the two times, each
 * with its weekday, since Outlook reads no other ones.
 */
final class BerlinZone {
  private static final UtcOffset WINTER = new UtcOffset(true, 1, 0);
  private static final UtcOffset SUMMER = new UtcOffset(true, 2, 0);
  private static final int LAST = -1;
  private static final int MARCH = 3;
  private static final int OCTOBER = 10;

  private BerlinZone() {}

  static TimezoneAssignment assignment() {
    VTimezone zone = new VTimezone(GermanFormat.BERLIN.getId());
    zone.addDaylightSavingsTime(
        rule(
            new DaylightSavingsTime(),
            new DateTimeComponents(1996, MARCH, 31, 2, 0, 0, false),
            WINTER,
            SUMMER,
            "CEST"));
    zone.addStandardTime(
        rule(
            new StandardTime(),
            new DateTimeComponents(1996, OCTOBER, 27, 3, 0, 0, false),
            SUMMER,
            WINTER,
            "CET"));
    return new TimezoneAssignment(TimeZone.getTimeZone(GermanFormat.BERLIN), zone);
  }

  private static <O extends Observance> O rule(
      O rule, DateTimeComponents first, UtcOffset from, UtcOffset to, String name) {
    rule.setDateStart(first);
    rule.setTimezoneOffsetFrom(from);
    rule.setTimezoneOffsetTo(to);
    rule.addTimezoneName(name);
    rule.setRecurrenceRule(
        new Recurrence.Builder(Frequency.YEARLY)
            .byMonth(first.getMonth())
            .byDay(LAST, DayOfWeek.SUNDAY)
            .build());
    return rule;
  }
}
