package de.asvumzug.notify.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a mail must say, whoever has written its template: without it the recipient would not know
 * what to do, or when. Taken from the facts that the mail is made of.
 *
 * @param values by what they are called, German
 */
record NeededFacts(List<Value> values, Collection<Object> known) {
  private static final Map<String, List<String>> BY_TEMPLATE =
      Map.ofEntries(
          Map.entry("address-check", List.of("confirmation")),
          Map.entry("planned", List.of("start", "end", "confirmation")),
          Map.entry("agreed", List.of("start", "end")),
          Map.entry("day-before", List.of("start", "end")),
          Map.entry("starts-now", List.of("end")),
          Map.entry("done", List.of()),
          Map.entry("task-waiting", List.of("task", "due", "link")),
          Map.entry("task-reminder", List.of("task", "due", "link")),
          Map.entry("task-overdue", List.of("task", "dueAt")),
          Map.entry("digest", List.of("tasks")),
          Map.entry("taken-over", List.of("task", "to")),
          Map.entry("trouble", List.of("step")),
          Map.entry("held-up", List.of("end")),
          Map.entry("delayed", List.of("newEnd")),
          Map.entry("rollback-begins", List.of("reason")),
          Map.entry("rolled-back", List.of("oldServer")),
          Map.entry("remains", List.of("remains")),
          Map.entry("cancelled", List.of("start", "reason")),
          Map.entry("footer", List.of("id", "contacts")));

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("start", "der Beginn (start)"),
          Map.entry("end", "das Ende (end)"),
          Map.entry("newEnd", "das neue Ende (newEnd)"),
          Map.entry("task", "die Aufgabe (task)"),
          Map.entry("due", "die Frist (due)"),
          Map.entry("dueAt", "wann sie fällig war (dueAt)"),
          Map.entry("tasks", "die Aufgaben (tasks)"),
          Map.entry("confirmation", "der Link zum Bestätigen (confirmation)"),
          Map.entry("link", "der Link (link)"),
          Map.entry("to", "wer die Aufgabe jetzt hat (to)"),
          Map.entry("step", "der Schritt (step)"),
          Map.entry("reason", "die Begründung (reason)"),
          Map.entry("oldServer", "der bisherige Server (oldServer)"),
          Map.entry("remains", "was noch zu räumen ist (remains)"),
          Map.entry("id", "die Nummer des Umzugs (id)"),
          Map.entry("contacts", "wen man fragen kann (contacts)"));

  /** One of them. */
  record Value(String name, String text) {}

  /** A template that is not named here needs nothing in particular. */
  static NeededFacts of(String template, Map<String, Object> facts) {
    List<Value> values = new ArrayList<>();
    for (String key : BY_TEMPLATE.getOrDefault(template, List.of())) {
      Object fact = isOfSeveralMoves(facts) && key.equals("id") ? null : facts.get(key);
      Collection<?> all = fact instanceof Collection<?> several ? several : List.of("" + fact);
      all.stream()
          .flatMap(NeededFacts::words)
          .filter(text -> fact != null && !text.isBlank())
          .forEach(text -> values.add(new Value(NAMES.get(key), text)));
    }
    return new NeededFacts(values, facts.values());
  }

  private static boolean isOfSeveralMoves(Map<String, Object> facts) {
    return Boolean.TRUE.equals(facts.get("severalMoves"));
  }

  private static Stream<String> words(Object fact) {
    return fact instanceof Map<?, ?> parts
        ? parts.values().stream().map(String::valueOf)
        : Stream.of(String.valueOf(fact));
  }

  /**
   * What is wrong with a text that should say all this; German, empty if nothing is.
   *
   * @param rendered plain words
   */
  Optional<String> missingIn(String rendered) {
    String missing =
        values.stream()
            .filter(value -> !rendered.contains(value.text()))
            .map(Value::name)
            .distinct()
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      return Optional.of("Es fehlt: " + missing + ".");
    }
    for (String sign : List.of("[(", "[[", "[#", "[/]", "${", "null")) {
      if (rendered.contains(sign) && known.stream().noneMatch(fact -> holds(fact, sign))) {
        return Optional.of("Unersetzt bleibt „" + sign + "“.");
      }
    }
    return Optional.empty();
  }

  private static boolean holds(Object fact, String sign) {
    return fact != null && fact.toString().contains(sign);
  }
}
