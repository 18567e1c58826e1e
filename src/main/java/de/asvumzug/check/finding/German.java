package de.asvumzug.check.finding;

import java.time.Duration;
import java.util.Locale;

/** Figures as people read them. */
public final class German {
  private static final double GIGABYTE = 1024.0 * 1024 * 1024;
  private static final double MEGABYTE = 1024.0 * 1024;

  private German() {}

  public static String seconds(Duration duration) {
    return String.format(Locale.GERMANY, "%.1f s", duration.toMillis() / 1000.0);
  }

  public static String bytes(long bytes) {
    return bytes >= GIGABYTE
        ? String.format(Locale.GERMANY, "%.1f GiB", bytes / GIGABYTE)
        : String.format(Locale.GERMANY, "%.1f MiB", bytes / MEGABYTE);
  }
}
