package de.asvumzug.web.leitstand;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What {@link GermanTimes} says, in English; times are those of Berlin here as well. */
class EnglishTimes {
  private static final String[] SIZES = {"bytes", "kB", "MB", "GB", "TB"};
  private static final double STEP = 1000;
  private static final int GIGABYTES = 3;

  private static final DateTimeFormatter FORM = format("EE d MMM yyyy, HH:mm");
  private static final DateTimeFormatter EXACT = format("d MMM yyyy HH:mm:ss");
  private static final DateTimeFormatter TICK = format("EE HH:mm");

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(GermanFormat.BERLIN);
  }

  /** E.g. {@code Fri 11 Dec 2026, 16:00}; a dash for no time. */
  String at(Instant time) {
    return time == null ? "–" : FORM.format(time);
  }

  /** E.g. {@code 11 Dec 2026 16:00:03}; a dash for no time. */
  String exact(Instant time) {
    return time == null ? "–" : EXACT.format(time);
  }

  /** E.g. {@code Fri 16:00}. */
  String tick(Instant time) {
    return TICK.format(time);
  }

  /**
   * @param german as {@link GermanTimes#length} says it
   */
  String length(String german) {
    return german.replace("unter ", "less than ");
  }

  /** E.g. {@code 1.2 GB}. */
  String bytes(long bytes) {
    double value = bytes;
    int size = 0;
    while (value >= STEP && size < SIZES.length - 1) {
      value /= STEP;
      size++;
    }
    boolean withTenth = size >= GIGABYTES || value < 10 && size > 0;
    return String.format(Locale.ENGLISH, withTenth ? "%.1f %s" : "%.0f %s", value, SIZES[size]);
  }

  /** E.g. {@code 5,000}. */
  String number(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  /** E.g. {@code ends in 2 h 05 min}. */
  String distance(Window window, Instant now) {
    if (now.isBefore(window.start())) {
      return "begins in " + apart(now, window.start());
    }
    return now.isBefore(window.end())
        ? "ends in " + apart(now, window.end())
        : "has been over for " + apart(window.end(), now);
  }

  private String apart(Instant from, Instant to) {
    Duration apart = Duration.between(from, to);
    return apart.toDays() >= 2 ? apart.toDays() + " days" : length(new GermanTimes().length(apart));
  }
}
