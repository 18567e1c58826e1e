package de.asvumzug.web.plan;

import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.intake.FiledMigration;
import de.asvumzug.plan.intake.KnownResources;
import de.asvumzug.web.plan.FormField.Choice;
import de.asvumzug.web.plan.FormField.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What earlier moves and the settings know already, so that nobody types it again. */
@Component
class Suggestions {
  /** More would be no help to anybody. */
  private static final int MOST = 100;

  private final Migrations migrations;
  private final KnownResources known;
  private final PlanDrafts drafts;

  Suggestions(Migrations migrations, KnownResources known, PlanDrafts drafts) {
    this.migrations = migrations;
    this.known = known;
    this.drafts = drafts;
  }

  /** Fields of the same key mean the same kind of thing, e.g. both servers' folders. */
  static String key(FormField field) {
    return field.path().replaceFirst("^(source|target)\\.", "").replaceAll("[^A-Za-z]+", "-");
  }

  /** The machines of the settings, with the site that alone reaches them. */
  List<Choice> machines() {
    return known.machines().stream()
        .sorted()
        .map(
            name ->
                new Choice(
                    name,
                    known.site(name).map(site -> name + " (Standort " + site + ")").orElse(name)))
        .toList();
  }

  /** What was typed into fields before, by their keys; fields that are chosen from have none. */
  Map<String, Set<String>> all() {
    Map<String, Set<String>> found = new TreeMap<>();
    for (FiledMigration filed : migrations.list()) {
      PlanForm form = drafts.form(filed.plan());
      for (FormField field : PlanFields.all()) {
        if (field.kind() != Kind.TEXT || field.name().equals("retention")) {
          continue;
        }
        int rows = field.repeated() ? form.rows(list(field)) : 1;
        for (int row = 0; row < rows; row++) {
          note(found, field, form.text(field.in(row)));
        }
      }
    }
    return found;
  }

  private static String list(FormField field) {
    return field.path().substring(0, field.path().indexOf('['));
  }

  private static void note(Map<String, Set<String>> found, FormField field, String text) {
    if (!text.isBlank()) {
      Set<String> texts = found.computeIfAbsent(key(field), key -> new TreeSet<>());
      if (texts.size() < MOST) {
        texts.add(text);
      }
    }
  }

  /**
   * What the newest move says about a machine, by the paths of one side of the form; empty if none
   * names it. What a move has put onto a machine counts more than what it found there.
   *
   * @param side {@code source} or {@code target}
   */
  Map<String, String> ofMachine(String machine, String side) {
    for (FiledMigration filed : migrations.list()) {
      Migration plan = filed.plan();
      for (Installation end : List.of(plan.target(), plan.source())) {
        if (machine.equals(end.machine())) {
          return side(drafts.form(plan), end == plan.target() ? "target." : "source.", side + ".");
        }
      }
    }
    return Map.of();
  }

  private static Map<String, String> side(PlanForm form, String from, String to) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (FormField field : PlanFields.all()) {
      if (field.path().startsWith(from) && field.kind() != Kind.FLAG) {
        texts.put(to + field.path().substring(from.length()), form.text(field.path()));
      }
    }
    return texts;
  }

  /** What the newest moves say about the schools whose numbers are typed already. */
  Map<String, String> ofSchools(PlanForm form) {
    Map<String, Map<String, String>> schools = new TreeMap<>();
    for (FiledMigration filed : migrations.list()) {
      PlanForm known = drafts.form(filed.plan());
      for (int row = 0; row < known.rows("schools"); row++) {
        schools.putIfAbsent(known.text("schools[" + row + "].number"), school(known, row));
      }
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (int row = 0; row < form.rows("schools"); row++) {
      String path = "schools[" + row + "].";
      schools
          .getOrDefault(form.text(path + "number").strip(), Map.of())
          .forEach((name, text) -> texts.put(path + name, text));
    }
    return texts;
  }

  /** Everything about a school but its number. */
  private static Map<String, String> school(PlanForm form, int row) {
    String list = "schools[].";
    return PlanFields.all().stream()
        .filter(field -> field.path().startsWith(list) && !field.path().equals(list + "number"))
        .collect(
            Collectors.toMap(
                field -> field.path().substring(list.length()), field -> form.text(field.in(row))));
  }
}
