package de.asvumzug.web.plan;

import de.asvumzug.web.plan.FormField.Choice;
import de.asvumzug.web.plan.FormField.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the page of the form shows, asked for by its template field by field. */
public final class FormPage {
  private static final int ALTERNATIVES = 2;

  private final PlanForm form;
  private final FormFindings findings;
  private final List<Choice> machines;
  private final Map<String, Set<String>> suggestions;
  private final boolean blankSchool;
  private final boolean blankClient;

  /**
   * @param machines the machines of the settings, to be chosen from
   * @param suggestions what was typed before, by the name of a field
   * @param blankSchool whether a further row for a school is asked for
   * @param blankClient whether a further row for a client is asked for
   */
  FormPage(
      PlanForm form,
      FormFindings findings,
      List<Choice> machines,
      Map<String, Set<String>> suggestions,
      boolean blankSchool,
      boolean blankClient) {
    this.form = form;
    this.findings = findings;
    this.machines = machines;
    this.suggestions = suggestions;
    this.blankSchool = blankSchool;
    this.blankClient = blankClient;
  }

  /** The id of a field's element. */
  static String id(String path) {
    return "f-" + path.replaceAll("[^A-Za-z0-9]+", "-");
  }

  /**
   * @param path e.g. {@code schools[1].name}
   */
  public FieldView field(String path) {
    FormField field = PlanFields.of(path);
    String list = Suggestions.key(field);
    return new FieldView(
        path,
        id(path),
        field.kind().name(),
        field.label(),
        field.hint(),
        field.fallback(),
        form.text(path),
        form.on(path),
        field.kind() == Kind.MACHINE ? machines(form.text(path)) : field.choices(),
        suggestions.containsKey(list) ? "v-" + list : null,
        findings.at(path));
  }

  /** A machine that an earlier plan names may have gone from the settings. */
  private List<Choice> machines(String chosen) {
    List<Choice> offered = new ArrayList<>();
    offered.add(new Choice("", "–"));
    offered.addAll(machines);
    if (machines.stream().noneMatch(machine -> machine.value().equals(chosen))
        && !chosen.isBlank()) {
      offered.add(new Choice(chosen, chosen + " (nicht eingerichtet)"));
    }
    return offered;
  }

  /** The fields of a section in order, e.g. {@code source.database.}. */
  public List<FieldView> fields(String section) {
    return PlanFields.all().stream()
        .filter(field -> field.path().startsWith(section))
        .filter(field -> field.path().indexOf('.', section.length()) < 0)
        .map(field -> field(field.path()))
        .toList();
  }

  /**
   * The fields of each row of a list; a list of schools always has one to type into, the list of
   * other windows as many as there may be.
   */
  public List<List<FieldView>> rows(String list) {
    boolean school = list.equals("schools");
    int filled = form.rows(list);
    boolean blank = school ? blankSchool || filled == 0 : blankClient;
    int shown =
        list.equals("alternatives") ? Math.max(filled, ALTERNATIVES) : filled + (blank ? 1 : 0);
    List<List<FieldView>> rows = new ArrayList<>();
    for (int row = 0; row < shown; row++) {
      int number = row;
      rows.add(
          PlanFields.all().stream()
              .filter(field -> field.path().startsWith(list + "[]"))
              .map(field -> field(field.in(number)))
              .toList());
    }
    return rows;
  }

  /** The field of a row that has just been added, into which people want to type next. */
  public String focus() {
    if (blankSchool) {
      return "schools[" + form.rows("schools") + "].number";
    }
    return blankClient ? "clients[" + form.rows("clients") + "].name" : "";
  }

  /**
   * Whether any of a section's fields says something, or is wrong.
   *
   * @param from how many of them are passed over, because they are always seen
   */
  public boolean open(String section, int from) {
    return fields(section).stream()
        .skip(from)
        .anyMatch(field -> field.error() != null || !field.text().isBlank());
  }

  /** The same for fields of a row. */
  public boolean open(List<FieldView> fields) {
    return fields.stream().anyMatch(field -> field.error() != null || !field.text().isBlank());
  }

  /** Whether a time has been refused because there are two of it. */
  public boolean twice() {
    return findings.lines().stream().anyMatch(line -> line.message().contains("gibt es zweimal"));
  }

  /** Null if there is nothing wrong with the section as a whole. */
  public String error(String section) {
    return findings.at(section);
  }

  public List<FormFindings.Line> findings() {
    return findings.lines();
  }

  public Map<String, Set<String>> suggestions() {
    return suggestions;
  }
}
