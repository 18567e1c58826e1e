package de.asvumzug.web.protocol.section;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and names as a protocol prints them; it says the time zone once, in front. */
public final class Texts {
  public static final String NONE = "–";

  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss", Locale.GERMANY)
          .withZone(GermanFormat.BERLIN);

  private Texts() {}

  public static String exact(Instant time) {
    return time == null ? NONE : EXACT.format(time);
  }

  public static String length(Instant from, Instant to) {
    if (from == null || to == null) {
      return NONE;
    }
    Duration length = Duration.between(from, to);
    return length.toHours() > 0
        ? "%d h %02d min".formatted(length.toHours(), length.toMinutesPart())
        : "%d min %02d s".formatted(length.toMinutes(), length.toSecondsPart());
  }

  public static String window(Window window) {
    return GermanFormat.dayAndTime(window.start())
        + " bis "
        + GermanFormat.dayAndTime(window.end());
  }

  public static String server(Installation end) {
    String server =
        "%s (%s): %s %s in %s"
            .formatted(
                end.address(),
                end.machine(),
                end.variant().label(),
                end.version(),
                end.directory());
    return end.database() == null
        ? server
        : server + ", PostgreSQL-Datenbank " + end.database().name();
  }

  public static String text(String value) {
    return value == null || value.isBlank() ? NONE : value;
  }
}
