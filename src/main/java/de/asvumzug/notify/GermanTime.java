package de.asvumzug.notify;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people in Bavaria read them. */
final class GermanTime {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("EEEE, d. MMMM yyyy, HH:mm 'Uhr'", Locale.GERMANY);

  private GermanTime() {}

  /** E.g. {@code Freitag, 4. Dezember 2026, 18:00 Uhr}. */
  static String full(Instant time) {
    return FULL.format(time.atZone(BERLIN));
  }

  /** {@code heute}, {@code morgen} or {@code bald}, seen from now. */
  static String distance(Instant time, Instant now) {
    LocalDate day = time.atZone(BERLIN).toLocalDate();
    LocalDate today = now.atZone(BERLIN).toLocalDate();
    if (day.equals(today)) {
      return "heute";
    }
    return day.equals(today.plusDays(1)) ? "morgen" : "bald";
  }
}
