package de.asvumzug.asv;

import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.release.Release;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a school backup: date, time and data-model version as one string of digits
 * (doku.asv.bayern.de/einfuehrung/verwaltung/ruecksichern). It can be judged before anything is
 * restored.
 *
 * @param time when the backup was made, on the clock of the machine that made it
 * @param dataModel five digits
 */
public record SbzName(LocalDateTime time, String dataModel) {
  private static final Pattern SHAPE = Pattern.compile("(\\d{12})(\\d{5})\\.sbz");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmm").withResolverStyle(ResolverStyle.STRICT);

  /**
   * @param file name without folder
   * @throws OperationFailed (permanent) if it is not the name of a school backup
   */
  public static SbzName parse(String file) {
    Matcher matcher = SHAPE.matcher(file);
    try {
      if (matcher.matches()) {
        return new SbzName(LocalDateTime.parse(matcher.group(1), TIME), matcher.group(2));
      }
    } catch (DateTimeException noDate) {
      throw wrong(file, noDate);
    }
    throw wrong(file, null);
  }

  public static boolean matches(String file) {
    return SHAPE.matcher(file).matches();
  }

  /**
   * The data model that a release has: major number, 0, minor number with two digits (assumed; only
   * the shape XXYZZ is documented).
   */
  public static String dataModelOf(Release release) {
    return "%02d0%02d".formatted(release.major(), release.minor());
  }

  public boolean fits(Release release) {
    return dataModel.equals(dataModelOf(release));
  }

  private static OperationFailed wrong(String file, Exception cause) {
    return OperationFailed.permanent(
        """
        „%s“ ist nicht der Name einer schulscharfen Sicherung (JJJJMMTTHHMM und fünf Ziffern \
        für das Datenmodell, Endung .sbz)."""
            .formatted(file),
        "Bitte die Sicherung unter ihrem ursprünglichen Namen bereitlegen.",
        cause);
  }
}
