package de.asvumzug.common;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures and times as people in Bavaria read them. */
public final class GermanFormat {
  public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static final String[] SIZES = {"Bytes", "kB", "MB", "GB", "TB"};
  private static final double STEP = 1000;
  private static final int GIGABYTES = 3;

  private static final DateTimeFormatter FULL = format("EEEE, d. MMMM yyyy, HH:mm 'Uhr'");
  private static final DateTimeFormatter SHORT = format("dd.MM.yyyy 'um' HH:mm 'Uhr'");
  private static final DateTimeFormatter DAY = format("dd.MM.yyyy");

  private GermanFormat() {}

  /** E.g. {@code Freitag, 4. Dezember 2026, 18:00 Uhr}. */
  public static String full(Instant time) {
    return FULL.format(time);
  }

  /** E.g. {@code 04.12.2026 um 18:00 Uhr}. */
  public static String dayAndTime(Instant time) {
    return SHORT.format(time);
  }

  /** E.g. {@code 04.12.2026}. */
  public static String day(Instant time) {
    return DAY.format(time);
  }

  /** E.g. {@code 1,5 s}. */
  public static String seconds(Duration duration) {
    return String.format(Locale.GERMANY, "%.1f s", duration.toMillis() / STEP);
  }

  /** In powers of 1000, as disks are sold and most programs count: e.g. {@code 4,3 GB}. */
  public static String bytes(long bytes) {
    double value = bytes;
    int size = 0;
    while (value >= STEP && size < SIZES.length - 1) {
      value /= STEP;
      size++;
    }
    boolean withTenth = size >= GIGABYTES || value < 10 && size > 0;
    return String.format(Locale.GERMANY, withTenth ? "%.1f %s" : "%.0f %s", value, SIZES[size]);
  }

  /** E.g. {@code 12.345}. */
  public static String number(long number) {
    return String.format(Locale.GERMANY, "%,d", number);
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.GERMANY).withZone(BERLIN);
  }
}
