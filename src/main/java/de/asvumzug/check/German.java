package de.asvumzug.check;

import java.time.Duration;
import java.util.Locale;

/** Figures as people read them. */
final class German {
  private static final double GIGABYTE = 1024.0 * 1024 * 1024;
  private static final double MEGABYTE = 1024.0 * 1024;

  private German() {}

  static String seconds(Duration duration) {
    return String.format(Locale.GERMANY, "%.1f s", duration.toMillis() / 1000.0);
  }

  static String bytes(long bytes) {
    return bytes >= GIGABYTE
        ? String.format(Locale.GERMANY, "%.1f GiB", bytes / GIGABYTE)
        : String.format(Locale.GERMANY, "%.1f MiB", bytes / MEGABYTE);
  }
}
