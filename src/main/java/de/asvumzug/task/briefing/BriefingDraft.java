package de.asvumzug.task.briefing;

import de.asvumzug.plan.Migration;
import de.asvumzug.task.briefing.Briefing.ClosedChoice;
import de.asvumzug.task.briefing.Briefing.Fact;
import de.asvumzug.task.briefing.Briefing.Link;
import de.asvumzug.task.briefing.Briefing.Snippet;
import de.asvumzug.task.briefing.Briefing.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A briefing in the making: who writes it adds what is to be read, in order. */
public final class BriefingDraft {
  private final Migration migration;
  private final String school;
  private final Map<String, Object> variables;
  private final List<Fact> facts = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<Table> lastTables = new ArrayList<>();
  private final List<Snippet> snippets = new ArrayList<>();
  private final List<TaskItem> items = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final List<ClosedChoice> closed = new ArrayList<>();
  private TaskText text;
  private String shown;

  /**
   * @param school Schulnummer, where the task is done per school; else null
   * @param variables the process variables that the task sees
   */
  public BriefingDraft(
      Migration migration, String school, Map<String, Object> variables, TaskText text) {
    this.migration = migration;
    this.school = school;
    this.variables = variables;
    this.text = text;
  }

  public Migration migration() {
    return migration;
  }

  /** Schulnummer, where the task is done per school; else null. */
  public String school() {
    return school;
  }

  /** Whether the model has told the task something under this name. */
  public boolean knows(String variable) {
    return variables.containsKey(variable);
  }

  /** What the model or an earlier task has left; empty if it is no text, or a blank one. */
  public Optional<String> told(String variable) {
    return variables.get(variable) instanceof String told && !told.isBlank()
        ? Optional.of(told)
        : Optional.empty();
  }

  /** Number and name of a school of this move. */
  public String schoolName(String number) {
    return migration.schools().stream()
        .filter(one -> one.number().equals(number))
        .map(one -> number + " " + one.name())
        .findFirst()
        .orElse(number);
  }

  /** In place of the text that the task has otherwise. */
  public void text(TaskText other) {
    text = other;
  }

  public void fact(Fact fact) {
    facts.add(fact);
  }

  public void fact(String label, String value) {
    fact(new Fact(label, value));
  }

  /** Nothing if there is no value. */
  public void factIfKnown(String label, String value) {
    if (value != null && !value.isBlank()) {
      fact(label, value);
    }
  }

  public void table(Table table) {
    tables.add(table);
  }

  /** Stands behind all others. */
  public void lastTable(Table table) {
    lastTables.add(table);
  }

  public void snippet(String caption, String content) {
    snippets.add(new Snippet(caption, content));
  }

  /** Points that the person answers one by one. */
  public void items(List<TaskItem> points) {
    items.addAll(points);
  }

  public void link(String label, String href) {
    links.add(new Link(label, href));
  }

  /** An answer that is not possible in this case; a table or a fact tells why. */
  public void closed(String field, String value) {
    closed.add(new ClosedChoice(field, value));
  }

  /** What the form sends back with the answer, so that the answer counts for what was read. */
  public void shown(String sha256) {
    shown = sha256;
  }

  public Briefing briefing() {
    List<Table> all = new ArrayList<>(tables);
    all.addAll(lastTables);
    return new Briefing(
        text.title(),
        text.intro(),
        facts,
        all,
        text.instructions(),
        snippets,
        items,
        links,
        closed,
        shown);
  }
}
