package de.asvumzug.web.overview;

import de.asvumzug.plan.Migration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words by which a move is found: its number, its title, its schools' numbers and names. */
final class OverviewWords {
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}-]+");
  private static final int LONGEST = 60;

  private OverviewWords() {}

  /** With hyphened words also their parts. */
  static Set<String> of(Migration plan) {
    Stream<String> texts =
        Stream.concat(
            Stream.of(plan.id(), plan.title()),
            plan.schools().stream().flatMap(school -> Stream.of(school.number(), school.name())));
    return texts
        .flatMap(text -> words(text).stream())
        .flatMap(word -> Stream.concat(Stream.of(word), Stream.of(word.split("-"))))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * What somebody typed, as a query of the database: every word must begin a word of the move. Null
   * if there is none.
   */
  static String query(String typed) {
    String query =
        words(typed).stream()
            .map(word -> "'" + word + "':*") // letters, digits and hyphens only
            .collect(Collectors.joining(" & "));
    return query.isEmpty() ? null : query;
  }

  private static List<String> words(String text) {
    return BETWEEN
        .splitAsStream(text.toLowerCase(Locale.GERMAN))
        .map(word -> word.replaceAll("^-+|-+$", ""))
        .filter(word -> !word.isEmpty())
        .map(word -> word.length() > LONGEST ? word.substring(0, LONGEST) : word)
        .toList();
  }
}
