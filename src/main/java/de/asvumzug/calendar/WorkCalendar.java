package de.asvumzug.calendar;

import de.asvumzug.common.GermanFormat;
import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Working days and quiet hours in Bavaria, by the clock on the wall there. Reminders come only when
 * it is not quiet: on working days between the two hours of {@link CalendarSettings}.
 */
@Component
public class WorkCalendar {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final CalendarSettings settings;
  private final HolidayManager holidays =
      HolidayManager.getInstance(ManagerParameters.create(HolidayCalendar.GERMANY));

  public WorkCalendar(CalendarSettings settings) {
    this.settings = settings;
  }

  /** Whether people are at work that day: no weekend, no holiday, no day off. */
  public boolean isWorkingDay(LocalDate day) {
    DayOfWeek weekday = day.getDayOfWeek();
    return weekday != DayOfWeek.SATURDAY
        && weekday != DayOfWeek.SUNDAY
        && !settings.daysOff().contains(MonthDay.from(day))
        && holiday(day).isEmpty();
  }

  /** German name of the holiday on that day, if it is one. */
  public Optional<String> holiday(LocalDate day) {
    return holidays.getHolidays(day, day, settings.region().toArray(String[]::new)).stream()
        .map(holiday -> holiday.getDescription(Locale.GERMAN))
        .findFirst();
  }

  /** Whether nobody is to be disturbed at that time. */
  public boolean isQuiet(Instant time) {
    ZonedDateTime there = time.atZone(GermanFormat.BERLIN);
    return !isWorkingDay(there.toLocalDate())
        || there.toLocalTime().isBefore(settings.quietUntil())
        || !there.toLocalTime().isBefore(settings.quietFrom());
  }

  /** That time, or the first one after it that is not quiet. */
  public Instant next(Instant time) {
    if (!isQuiet(time)) {
      return time;
    }
    ZonedDateTime there = time.atZone(GermanFormat.BERLIN);
    LocalDate day = there.toLocalDate();
    if (!isWorkingDay(day) || !there.toLocalTime().isBefore(settings.quietUntil())) {
      day = workingDay(day, 1);
    }
    return day.atTime(settings.quietUntil()).atZone(GermanFormat.BERLIN).toInstant();
  }

  /** That time, or the last minute before it that is not quiet. */
  public Instant previous(Instant time) {
    if (!isQuiet(time)) {
      return time;
    }
    ZonedDateTime there = time.atZone(GermanFormat.BERLIN);
    LocalDate day = there.toLocalDate();
    if (!isWorkingDay(day) || there.toLocalTime().isBefore(settings.quietUntil())) {
      day = workingDay(day, -1);
    }
    return day.atTime(settings.quietFrom()).atZone(GermanFormat.BERLIN).toInstant().minus(MINUTE);
  }

  /** When the next working day begins. */
  public Instant nextMorning(Instant time) {
    LocalDate day = time.atZone(GermanFormat.BERLIN).toLocalDate();
    return workingDay(day, 1).atTime(settings.quietUntil()).atZone(GermanFormat.BERLIN).toInstant();
  }

  /**
   * The same hour so many working days later, or the next time after it that is not quiet. Counted
   * are whole days: what was asked on a Friday is two working days old on Tuesday.
   */
  public Instant plusWorkingDays(Instant from, int days) {
    ZonedDateTime there = from.atZone(GermanFormat.BERLIN);
    LocalDate day = there.toLocalDate();
    for (int i = 0; i < days; i++) {
      day = workingDay(day, 1);
    }
    return next(there.with(day).toInstant());
  }

  private LocalDate workingDay(LocalDate from, int step) {
    LocalDate day = from.plusDays(step);
    while (!isWorkingDay(day)) {
      day = day.plusDays(step);
    }
    return day;
  }
}
