package de.asvumzug.security.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;

/**
 * What everybody tries first: the most used passwords, also with digits and signs around them or
 * repeated, and what is typed along the keyboard or the alphabet.
 */
final class MostUsedPasswords {
  private static final String LIST = "passwords/most-used.txt";
  private static final int FEWEST_DIFFERENT = 5;

  private final Set<String> words;

  MostUsedPasswords() {
    try (BufferedReader list =
        new BufferedReader(
            new InputStreamReader(
                new ClassPathResource(LIST).getInputStream(), StandardCharsets.UTF_8))) {
      words = list.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean contains(String password) {
    String low = password.toLowerCase(Locale.ROOT);
    return words.contains(low)
        || words.contains(core(low))
        || words.contains(plain(core(low)))
        || repeats(low)
        || low.chars().distinct().count() < FEWEST_DIFFERENT
        || runs(low);
  }

  /** Without the digits and signs at both ends: those are what a rule makes people add. */
  private static String core(String low) {
    return low.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
  }

  /** With the usual signs for letters put back. */
  private static String plain(String low) {
    return low.replace('0', 'o')
        .replace('1', 'i')
        .replace('3', 'e')
        .replace('4', 'a')
        .replace('5', 's')
        .replace('7', 't')
        .replace('@', 'a')
        .replace('$', 's')
        .replace('!', 'i');
  }

  private boolean repeats(String low) {
    for (int length = 1; length <= low.length() / 2; length++) {
      String part = low.substring(0, length);
      if (low.length() % length == 0 && low.equals(part.repeat(low.length() / length))) {
        return true;
      }
    }
    return false;
  }

  /** Mostly one sign after the other: 123456789012, abcdefghijkl. */
  private static boolean runs(String low) {
    int steps = 0;
    for (int i = 1; i < low.length(); i++) {
      if (Math.abs(low.charAt(i) - low.charAt(i - 1)) <= 1) {
        steps++;
      }
    }
    return steps * 10 >= (low.length() - 1) * 7;
  }
}
