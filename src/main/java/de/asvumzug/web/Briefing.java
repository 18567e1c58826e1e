package de.asvumzug.web;

import java.util.List;

/**
 * What a person must know to do a task, as plain text; the form shows it.
 *
 * @param title what the task is about
 * @param intro one or two sentences
 * @param facts short facts: window, servers, numbers
 * @param tables larger figures
 * @param instructions what to do, in order
 * @param links addresses within this application
 */
public record Briefing(
    String title,
    String intro,
    List<Fact> facts,
    List<Table> tables,
    List<String> instructions,
    List<Link> links) {

  public Briefing {
    facts = List.copyOf(facts);
    tables = List.copyOf(tables);
    instructions = List.copyOf(instructions);
    links = List.copyOf(links);
  }

  public record Fact(String label, String value) {}

  /** A table; every row has as many cells as there are columns. */
  public record Table(String caption, List<String> columns, List<List<String>> rows) {
    public Table {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /**
   * @param href address within this application, beginning with a slash
   */
  public record Link(String label, String href) {}
}
