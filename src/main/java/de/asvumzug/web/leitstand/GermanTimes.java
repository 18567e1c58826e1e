package de.asvumzug.web.leitstand;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Times and figures as people in Bavaria read them; used by the pages as {@code @germanTimes}. */
@Component("germanTimes")
public class GermanTimes {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EE, dd.MM.yyyy, HH:mm", Locale.GERMANY)
          .withZone(ZoneId.of("Europe/Berlin"));
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss", Locale.GERMANY)
          .withZone(ZoneId.of("Europe/Berlin"));

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.GERMANY).withZone(ZoneId.of("Europe/Berlin"));

  /** E.g. {@code Fr., 11.12.2026, 16:00 Uhr}; a dash for no time. */
  public String at(Instant time) {
    return time == null ? "–" : FORM.format(time) + " Uhr";
  }

  /** With seconds, for lists of what happened; a dash for no time. */
  public String exact(Instant time) {
    return time == null ? "–" : EXACT.format(time);
  }

  /** Time of day, e.g. {@code 19:32:10}. */
  public String clock(Instant time) {
    return CLOCK.format(time);
  }

  /** E.g. {@code 1 h 05 min 09 s}; a dash for no time. */
  public String length(Duration length) {
    if (length == null) {
      return "–";
    }
    if (length.toSeconds() < 1) {
      return "unter 1 s";
    }
    if (length.toMinutes() < 1) {
      return length.toSeconds() + " s";
    }
    return length.toHours() < 1
        ? "%d min %02d s".formatted(length.toMinutes(), length.toSecondsPart())
        : "%d h %02d min".formatted(length.toHours(), length.toMinutesPart());
  }

  /** E.g. {@code 1,2 GB}. */
  public String bytes(long bytes) {
    return GermanFormat.bytes(bytes);
  }

  /** E.g. {@code 5.000}. */
  public String number(long number) {
    return GermanFormat.number(number);
  }

  /** How far a window's edges are, e.g. {@code endet in 2 h 05 min}. */
  public String distance(Window window, Instant now) {
    if (now.isBefore(window.start())) {
      return "beginnt in " + apart(now, window.start());
    }
    return now.isBefore(window.end())
        ? "endet in " + apart(now, window.end())
        : "ist seit " + apart(window.end(), now) + " vorbei";
  }

  private String apart(Instant from, Instant to) {
    Duration apart = Duration.between(from, to);
    return apart.toDays() >= 2 ? apart.toDays() + " Tagen" : length(apart);
  }
}
