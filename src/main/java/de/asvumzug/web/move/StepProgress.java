package de.asvumzug.web.move;

import com.fasterxml.jackson.annotation.JsonProperty;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.host.job.Pace;

/**
 * How far the work of a step is.
 *
 * @param total 0 or less if it is not known
 * @param pace null if it is not known
 */
public record StepProgress(long done, long total, String unit, String text, Pace pace) {
  private static final String BYTES = "Bytes";
  private static final long MINUTES_FROM = 90;
  private static final long HOURS_FROM = 90 * 60;

  public StepProgress(long done, long total, String unit, String text) {
    this(done, total, unit, text, null);
  }

  /** From 0 to 100; null if the total is not known. */
  public Integer percent() {
    return total <= 0 ? null : (int) Math.min(100, Math.max(0, done * 100 / total));
  }

  /** E.g. {@code 1,2 GB von 3,4 GB}; null if the total is not known. */
  @JsonProperty
  public String amount() {
    if (total <= 0) {
      return null;
    }
    return (BYTES.equals(unit) ? quantity(done) : GermanFormat.number(done))
        + " von "
        + quantity(total);
  }

  /** E.g. {@code 38 MB/s}; null if it is not known. */
  @JsonProperty
  public String rate() {
    if (pace == null) {
      return null;
    }
    if (BYTES.equals(unit) || pace.perSecond() >= 1) {
      return quantity(Math.round(pace.perSecond())) + "/s";
    }
    return quantity(Math.round(pace.perSecond() * 60)) + "/min";
  }

  /** E.g. {@code noch etwa 3–5 min}; null if it cannot be told. */
  @JsonProperty
  public String left() {
    if (pace == null || total > 0 && done >= total) {
      return null;
    }
    if (pace.leftAtMost() < 0) {
      return "noch mindestens " + time(pace.leftAtLeast(), pace.leftAtLeast());
    }
    return "noch etwa " + time(pace.leftAtLeast(), pace.leftAtMost());
  }

  private String quantity(long number) {
    if (!BYTES.equals(unit)) {
      return unit == null ? GermanFormat.number(number) : GermanFormat.number(number) + " " + unit;
    }
    return GermanFormat.bytes(number);
  }

  /** In the unit that suits the longer of the two. */
  private static String time(long least, long most) {
    if (most < MINUTES_FROM) {
      return range(Math.max(1, least), Math.max(1, most), "s");
    }
    long divisor = most < HOURS_FROM ? 60 : 3600;
    long from = Math.max(1, Math.round((double) least / divisor));
    long to = Math.max(from, (most + divisor - 1) / divisor);
    return range(from, to, divisor == 60 ? "min" : "h");
  }

  private static String range(long from, long to, String unit) {
    return from == to ? from + " " + unit : from + "–" + to + " " + unit;
  }
}
