package de.asvumzug.notify.template;

import de.asvumzug.common.GermanFormat;
import java.time.Instant;
import java.time.LocalDate;

/** How near a day is, as mails say it. */
public final class GermanTime {
  private GermanTime() {}

  /** {@code heute}, {@code morgen} or {@code bald}, seen from now. */
  public static String distance(Instant time, Instant now) {
    LocalDate day = time.atZone(GermanFormat.BERLIN).toLocalDate();
    LocalDate today = now.atZone(GermanFormat.BERLIN).toLocalDate();
    if (day.equals(today)) {
      return "heute";
    }
    return day.equals(today.plusDays(1)) ? "morgen" : "bald";
  }
}
