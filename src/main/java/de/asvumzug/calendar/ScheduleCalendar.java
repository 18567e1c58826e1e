package de.asvumzug.calendar;

import de.asvumzug.common.GermanFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What speaks for a time and what against it, for schools in Bavaria: school holidays are welcome;
 * the times of statistics, certificates and the change of the school year are to be avoided
 * (docs/domain.md §11.6, inferred), as are the days after a published update and the two nights in
 * which the clocks change.
 */
@Component
public class ScheduleCalendar {
  /**
   * One thing to know about a time.
   *
   * @param warning whether it speaks against the time
   * @param text German, one sentence
   */
  public record Note(boolean warning, String text) {}

  /** The statistics' reference date is 1 October; schools enter data around it. */
  private static final MonthDay STATISTICS_FROM = MonthDay.of(9, 24);

  private static final MonthDay STATISTICS_UNTIL = MonthDay.of(10, 15);

  /** Half-yearly certificates are given out in the middle of February. */
  private static final MonthDay HALF_YEAR_FROM = MonthDay.of(2, 1);

  private static final MonthDay HALF_YEAR_UNTIL = MonthDay.of(2, 20);

  private static final int CERTIFICATE_WEEKS = 3;
  private static final int NEW_YEAR_WEEKS = 2;

  private final SchoolHolidays holidays;
  private final CalendarSettings settings;

  public ScheduleCalendar(SchoolHolidays holidays, CalendarSettings settings) {
    this.holidays = holidays;
    this.settings = settings;
  }

  /** Everything to know about a time, what speaks against it first. */
  public List<Note> notes(Instant start, Instant end) {
    LocalDate first = start.atZone(GermanFormat.BERLIN).toLocalDate();
    LocalDate last = end.atZone(GermanFormat.BERLIN).toLocalDate();
    List<Note> notes = new ArrayList<>();
    clockChange(start, end).ifPresent(notes::add);
    first
        .datesUntil(last.plusDays(1))
        .flatMap(day -> busy(day).stream())
        .distinct()
        .map(text -> new Note(true, text))
        .forEach(notes::add);
    update(first, last).ifPresent(notes::add);
    holidays(first, last).ifPresent(notes::add);
    return notes;
  }

  private static Optional<Note> clockChange(Instant start, Instant end) {
    ZoneOffsetTransition change = GermanFormat.BERLIN.getRules().nextTransition(start);
    if (change == null || !change.getInstant().isBefore(end)) {
      return Optional.empty();
    }
    boolean summer = change.getOffsetAfter().equals(ZoneOffset.ofHours(2));
    return Optional.of(
        new Note(
            true,
            "In dieser Nacht werden die Uhren umgestellt: Es gibt eine Stunde %s."
                .formatted(summer ? "weniger" : "mehr")));
  }

  /** German; empty if nothing is known against the day. */
  private List<String> busy(LocalDate day) {
    List<String> reasons = new ArrayList<>();
    MonthDay date = MonthDay.from(day);
    if (!date.isBefore(STATISTICS_FROM) && !date.isAfter(STATISTICS_UNTIL)) {
      reasons.add(
          "Um den 1. Oktober melden die Schulen ihre Unterrichtssituation; da wird ASV gebraucht.");
    }
    boolean free = holidays.on(day).isPresent();
    if (!free && !date.isBefore(HALF_YEAR_FROM) && !date.isAfter(HALF_YEAR_UNTIL)) {
      reasons.add("Mitte Februar gibt es Zwischenzeugnisse; vorher wird ASV gebraucht.");
    }
    if (!free && summerBeginsWithin(day)) {
      reasons.add("Vor den Sommerferien gibt es Jahreszeugnisse; da wird ASV gebraucht.");
    }
    if (summerEndedWithin(day)) {
      reasons.add("Zu Beginn des Schuljahres wird ASV besonders gebraucht.");
    }
    return reasons;
  }

  private boolean summerBeginsWithin(LocalDate day) {
    return holidays
        .after(day)
        .filter(next -> isSummer(next.first()))
        .filter(next -> next.first().minusWeeks(CERTIFICATE_WEEKS).isBefore(day))
        .isPresent();
  }

  /** The last week of the holidays is spent on preparing the new year. */
  private boolean summerEndedWithin(LocalDate day) {
    return day.minusWeeks(NEW_YEAR_WEEKS)
        .datesUntil(day.plusWeeks(1))
        .anyMatch(
            one ->
                holidays.on(one).filter(each -> isSummer(each.first())).isPresent()
                    && holidays.on(one.plusDays(1)).isEmpty());
  }

  private static boolean isSummer(LocalDate first) {
    return first.getMonth() == Month.JULY || first.getMonth() == Month.AUGUST;
  }

  private Optional<Note> update(LocalDate first, LocalDate last) {
    return settings.publishedUpdates().stream()
        .filter(day -> !day.isAfter(last) && !day.plusDays(1).isBefore(first))
        .findFirst()
        .map(
            day ->
                new Note(
                    true,
                    "Am %s erscheint eine neue ASV-Version; beide Server müssen dieselbe haben."
                        .formatted(day(day))));
  }

  private Optional<Note> holidays(LocalDate first, LocalDate last) {
    return holidays
        .on(first)
        .map(
            found ->
                new Note(
                    false,
                    last.isAfter(found.last())
                        ? "Der Termin beginnt in den %s und endet nach ihnen."
                            .formatted(found.name())
                        : "Der Termin liegt in den %s.".formatted(found.name())));
  }

  private static String day(LocalDate day) {
    return GermanFormat.day(day.atStartOfDay(GermanFormat.BERLIN).toInstant());
  }
}
