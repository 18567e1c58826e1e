package de.asvumzug.calendar;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * When people are at work.
 *
 * @param region whose holidays count, from the state down to the place, as Jollyday names them
 *     below Germany; München stands for all places that keep 15 August
 * @param daysOff days of each year on which nobody is at work though they are no holidays
 * @param quietFrom from this hour on nobody is reminded, Europe/Berlin
 * @param quietUntil until this hour
 * @param publishedUpdates days on which a new ASV version appears, as far as they are known
 * @param schoolHolidays the ministry's dates: a CSV file with the columns name, first, last
 */
@ConfigurationProperties("asv.calendar")
public record CalendarSettings(
    @DefaultValue({"by", "mu"}) List<String> region,
    @DefaultValue({"--12-24", "--12-31"}) List<MonthDay> daysOff,
    @DefaultValue("20:00") LocalTime quietFrom,
    @DefaultValue("07:00") LocalTime quietUntil,
    @DefaultValue("classpath:calendar/school-holidays.csv") Resource schoolHolidays,
    List<LocalDate> publishedUpdates) {

  public CalendarSettings {
    region = List.copyOf(region);
    daysOff = List.copyOf(daysOff);
    publishedUpdates = publishedUpdates == null ? List.of() : List.copyOf(publishedUpdates);
    if (!quietUntil.isBefore(quietFrom)) {
      throw new IllegalArgumentException(
          "asv.calendar.quiet-until (%s) muss vor asv.calendar.quiet-from (%s) liegen."
              .formatted(quietUntil, quietFrom));
    }
  }
}
