package de.asvumzug.calendar;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * The school holidays of Bavaria as the ministry publishes them, some years ahead. They follow no
 * rule that could be calculated, so they are a file that an operator can replace ({@code
 * asv.calendar.school-holidays}).
 */
@Component
public class SchoolHolidays {
  /**
   * One stretch of holidays.
   *
   * @param name German
   * @param last the last day, included
   */
  public record Holidays(String name, LocalDate first, LocalDate last) {
    boolean contain(LocalDate day) {
      return !day.isBefore(first) && !day.isAfter(last);
    }
  }

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setDelimiter(';')
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreEmptyLines(true)
          .setTrim(true)
          .get();

  private final List<Holidays> all;

  public SchoolHolidays(CalendarSettings settings) {
    this.all = read(settings.schoolHolidays());
  }

  /** The holidays that this day is part of. */
  public Optional<Holidays> on(LocalDate day) {
    return all.stream().filter(each -> each.contain(day)).findFirst();
  }

  /** The next holidays that begin after that day; empty if no dates are known so far ahead. */
  public Optional<Holidays> after(LocalDate day) {
    return all.stream().filter(each -> each.first().isAfter(day)).findFirst();
  }

  private static List<Holidays> read(Resource file) {
    List<Holidays> read = new ArrayList<>();
    try (Reader text = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
      for (CSVRecord row : FORMAT.parse(text)) {
        read.add(holidays(file, row));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Die Schulferien (asv.calendar.school-holidays, %s) sind nicht lesbar.".formatted(file),
          e);
    }
    read.sort(Comparator.comparing(Holidays::first));
    return List.copyOf(read);
  }

  private static Holidays holidays(Resource file, CSVRecord row) {
    try {
      LocalDate first = LocalDate.parse(row.get("first"));
      LocalDate last = LocalDate.parse(row.get("last"));
      if (last.isBefore(first)) {
        throw new IllegalArgumentException("last before first");
      }
      return new Holidays(row.get("name"), first, last);
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          """
          Die Schulferien (asv.calendar.school-holidays, %s) sind in Zeile %d nicht lesbar. \
          Erwartet wird „name;first;last“ mit Daten wie 2027-03-22, das Ende nicht vor dem \
          Anfang."""
              .formatted(file, row.getRecordNumber() + 1),
          e);
    }
  }
}
