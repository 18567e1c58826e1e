package de.asvumzug.calendar;

import java.time.LocalTime;
import java.time.MonthDay;
import java.util.List;
import org.springframework.core.io.ClassPathResource;

/** The calendar as it is when nothing is set. */
public final class Calendars {
  private Calendars() {}

  public static CalendarSettings settings() {
    return new CalendarSettings(
        List.of("by", "mu"),
        List.of(MonthDay.of(12, 24), MonthDay.of(12, 31)),
        LocalTime.of(20, 0),
        LocalTime.of(7, 0),
        new ClassPathResource("calendar/school-holidays.csv"),
        List.of());
  }

  public static ScheduleCalendar schedule() {
    return new ScheduleCalendar(schools(), settings());
  }

  public static WorkCalendar work() {
    return new WorkCalendar(settings());
  }

  public static SchoolHolidays schools() {
    return new SchoolHolidays(settings());
  }
}
