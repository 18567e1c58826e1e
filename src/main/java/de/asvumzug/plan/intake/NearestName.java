package de.asvumzug.plan.intake;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that somebody probably meant (edit distance). */
final class NearestName {

  private NearestName() {}

  /** Empty if no known name is near: more than a third of the letters would have to change. */
  static Optional<String> of(String typed, Collection<String> known) {
    String shortened = typed.length() > 60 ? typed.substring(0, 60) : typed;
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(shortened, name)))
        .filter(name -> distance(shortened, name) <= Math.max(2, name.length() / 3));
  }

  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
