package de.asvumzug.asv.service;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time spans as systemd prints them, e.g. {@code 1min 30s}. */
final class SystemdTime {
  private static final Map<String, Duration> UNITS =
      Map.of(
          "us", Duration.ofNanos(1000),
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "min", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "w", Duration.ofDays(7));
  private static final Pattern PART = Pattern.compile("(\\d{1,9})(us|ms|s|min|h|d|w)");
  private static final Pattern WHOLE = Pattern.compile(PART + "(?: " + PART + ")*");

  private SystemdTime() {}

  /** Null for {@code infinity} and for anything that is no time span. */
  static Duration parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return null;
    }
    Duration sum = Duration.ZERO;
    Matcher matcher = PART.matcher(text);
    while (matcher.find()) {
      sum = sum.plus(UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1))));
    }
    return sum;
  }
}
