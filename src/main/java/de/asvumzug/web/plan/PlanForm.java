package de.asvumzug.web.plan;

import de.asvumzug.web.plan.FormField.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody has typed into the form, as texts by the paths of a plan. Rows of lists are
 * numbered without gaps, and rows in which nothing stands are left out, so that the numbers in
 * findings are those of the page.
 */
final class PlanForm {
  /** More rows than a plan may have, so that who sends too many is told so by the plan's rules. */
  static final int MOST_ROWS = 501;

  private static final Pattern ROW =
      Pattern.compile("(schools|clients|alternatives)\\[(\\d{1,9})]\\.(\\w+(?:\\.\\w+)?)");

  private final Map<String, String> values;
  private final Map<String, Integer> rows;

  private PlanForm(Map<String, String> values, Map<String, Integer> rows) {
    this.values = values;
    this.rows = rows;
  }

  /** Nothing typed yet. */
  static PlanForm empty() {
    Map<String, String> values = new LinkedHashMap<>();
    for (FormField field : PlanFields.all()) {
      if (PlanFields.onByDefault(field.path())) {
        values.put(field.path(), "true");
      }
    }
    return new PlanForm(values, Map.of());
  }

  /**
   * What a browser has sent; fields that the form does not have are passed over. A box that is not
   * ticked is not sent, so a flag that is missing is off.
   */
  static PlanForm sent(Map<String, String[]> parameters) {
    Map<String, String> texts = new LinkedHashMap<>();
    parameters.forEach((name, sent) -> texts.put(name, sent.length == 0 ? "" : sent[0]));
    return of(texts);
  }

  /**
   * @param texts by paths; others than those of the form's fields are passed over
   */
  static PlanForm of(Map<String, String> texts) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, TreeMap<Integer, Map<String, String>>> rows = new TreeMap<>();
    texts.forEach(
        (path, text) -> {
          Matcher row = ROW.matcher(path);
          if (row.matches() && PlanFields.of(path) != null) {
            rows.computeIfAbsent(row.group(1), list -> new TreeMap<>())
                .computeIfAbsent(Integer.valueOf(row.group(2)), number -> new LinkedHashMap<>())
                .put(row.group(3), text);
          } else if (PlanFields.of(path) != null && !path.contains("[")) {
            values.put(path, text);
          }
        });
    Map<String, Integer> numbers = new TreeMap<>();
    rows.forEach(
        (list, found) -> numbers.put(list, number(list, List.copyOf(found.values()), values)));
    return new PlanForm(values, numbers);
  }

  private static int number(
      String list, List<Map<String, String>> found, Map<String, String> values) {
    int number = 0;
    for (Map<String, String> row : found) {
      if (number < MOST_ROWS && saysSomething(row)) {
        String path = list + "[" + number++ + "].";
        row.forEach((name, text) -> values.put(path + name, text));
      }
    }
    return number;
  }

  /** Which of two hours is meant says nothing without the time. */
  private static boolean saysSomething(Map<String, String> row) {
    return row.entrySet().stream()
        .anyMatch(
            field -> !field.getKey().endsWith(PlanFields.OFFSET) && !field.getValue().isBlank());
  }

  /** As typed; empty if nothing was. */
  String text(String path) {
    return values.getOrDefault(path, "");
  }

  boolean blank(String path) {
    return text(path).isBlank();
  }

  boolean on(String path) {
    return text(path).equals("true");
  }

  /** How many rows a list has, e.g. {@code schools}. */
  int rows(String list) {
    return rows.getOrDefault(list, 0);
  }

  /**
   * Whether anything is typed into a section, e.g. {@code source.database.}; flags do not count.
   */
  boolean filled(String section) {
    return values.keySet().stream()
        .filter(path -> path.startsWith(section) && !blank(path))
        .anyMatch(path -> PlanFields.of(path).kind() != Kind.FLAG);
  }

  /** The same with one row less. */
  PlanForm without(String list, int row) {
    Map<String, String> left = new LinkedHashMap<>(values);
    left.keySet().removeIf(path -> path.startsWith(list + "[" + row + "]."));
    return of(left);
  }

  /** The same with what is known filled in wherever nothing is typed. */
  PlanForm completed(Map<String, String> known) {
    Map<String, String> all = new LinkedHashMap<>(values);
    known.forEach((path, text) -> all.merge(path, text, (typed, k) -> typed.isBlank() ? k : typed));
    return of(all);
  }

  /** The same without a section, e.g. {@code window.}. */
  PlanForm cleared(String section) {
    Map<String, String> left = new LinkedHashMap<>(values);
    left.keySet().removeIf(path -> path.startsWith(section));
    return of(left);
  }
}
