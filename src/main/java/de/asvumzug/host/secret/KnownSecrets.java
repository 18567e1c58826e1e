package de.asvumzug.host.secret;

import java.util.Comparator;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Remembers secrets in memory and masks them; see {@link SecretValues}. */
@Component
public final class KnownSecrets implements SecretValues {
  private static final String MASK = Matcher.quoteReplacement("•••");
  private static final int SHORTEST = 3;
  private static final int LONG_ENOUGH_TO_BE_UNIQUE = 8;

  /** Longest first: a secret that holds another one must be masked as a whole. */
  private final ConcurrentSkipListMap<String, Pattern> patterns =
      new ConcurrentSkipListMap<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  @Override
  public void remember(String value) {
    if (value == null) {
      return;
    }
    add(value.strip());
    // A key file is quoted line by line in error messages.
    value
        .lines()
        .map(String::strip)
        .filter(line -> line.length() >= LONG_ENOUGH_TO_BE_UNIQUE && !line.startsWith("-----"))
        .forEach(this::add);
  }

  @Override
  public String mask(String text) {
    if (text == null) {
      return null;
    }
    String masked = text;
    for (Pattern pattern : patterns.values()) {
      masked = pattern.matcher(masked).replaceAll(MASK);
    }
    return masked;
  }

  private void add(String value) {
    if (value.length() >= SHORTEST) {
      patterns.computeIfAbsent(value, KnownSecrets::pattern);
    }
  }

  private static Pattern pattern(String value) {
    String literal = Pattern.quote(value);
    return value.length() >= LONG_ENOUGH_TO_BE_UNIQUE
        ? Pattern.compile(literal)
        : Pattern.compile("(?<![\\p{L}\\p{N}-])" + literal + "(?![\\p{L}\\p{N}-])");
  }
}
