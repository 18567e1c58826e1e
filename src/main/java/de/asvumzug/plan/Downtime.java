package de.asvumzug.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long nobody is expected to be able to work with ASV: somewhere within the window, in hours.
 *
 * @param least whole hours
 * @param most not less
 */
public record Downtime(int least, int most) {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,3})(?:\\s*[-–]\\s*(\\d{1,3}))?");

  /** For people, in the place of "expected is …". */
  public static final String EXPECTED =
      "eine Zahl von Stunden oder eine Spanne, zum Beispiel 4 oder 3-6";

  public Downtime {
    if (least < 1 || most < least) {
      throw new IllegalArgumentException(least + "-" + most);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is no such range
   */
  @JsonCreator
  public static Downtime parse(String text) {
    Matcher parts = RANGE.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(text);
    }
    int least = Integer.parseInt(parts.group(1));
    return new Downtime(least, parts.group(2) == null ? least : Integer.parseInt(parts.group(2)));
  }

  /** Whether even the longest one ends within the window. */
  public boolean fits(Window window) {
    return !window.start().plus(Duration.ofHours(most)).isAfter(window.end());
  }

  /** German, e.g. {@code 3 bis 6 Stunden}. */
  public String words() {
    if (least == most) {
      return most == 1 ? "etwa eine Stunde" : "etwa " + most + " Stunden";
    }
    return least + " bis " + most + " Stunden";
  }

  @JsonValue
  @Override
  public String toString() {
    return least == most ? String.valueOf(least) : least + "-" + most;
  }
}
