package de.asvumzug.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long before the window people are reminded of it: days and hours, as in {@code 14d, 1d, 2h}.
 * A day is one by the clock on the wall, also when the clocks change in it.
 */
public record LeadTimes(List<TemporalAmount> amounts) {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,3})\\s*([dh])");
  private static final int MOST = 10;
  private static final int MOST_DAYS = 60;

  /** For people, in the place of "expected is …". */
  public static final String EXPECTED =
      "höchstens zehn Abstände in Tagen (d) oder Stunden (h), durch Komma getrennt und höchstens"
          + " 60 Tage lang, zum Beispiel 14d, 7d, 2d, 1d, 2h, oder „keine“";

  /** A plan that wants no reminder says so with this word. */
  private static final String NONE = "keine";

  public LeadTimes {
    amounts = List.copyOf(amounts);
  }

  /**
   * @throws IllegalArgumentException if the text is no such list
   */
  @JsonCreator
  public static LeadTimes parse(String text) {
    if (text.strip().equalsIgnoreCase(NONE)) {
      return new LeadTimes(List.of());
    }
    List<TemporalAmount> read = Stream.of(text.split(",", -1)).map(LeadTimes::amount).toList();
    if (read.size() > MOST) {
      throw new IllegalArgumentException("too many");
    }
    return new LeadTimes(read);
  }

  private static TemporalAmount amount(String text) {
    Matcher parts = AMOUNT.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(text);
    }
    int number = Integer.parseInt(parts.group(1));
    boolean days = parts.group(2).equals("d");
    if (number == 0 || (days ? number : number / 24) > MOST_DAYS) {
      throw new IllegalArgumentException(text);
    }
    return days ? Period.ofDays(number) : Duration.ofHours(number);
  }

  /** When these times are reached, the earliest first. */
  public List<Instant> before(Instant start, ZoneId zone) {
    return amounts.stream()
        .map(amount -> start.atZone(zone).minus(amount).toInstant())
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  @JsonValue
  @Override
  public String toString() {
    return amounts.isEmpty()
        ? NONE
        : amounts.stream().map(LeadTimes::text).collect(Collectors.joining(", "));
  }

  private static String text(TemporalAmount amount) {
    return amount instanceof Period days
        ? days.getDays() + "d"
        : ((Duration) amount).toHours() + "h";
  }
}
