package de.asvumzug.task.briefing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a person must know to do a task, as plain text; the form shows it.
 *
 * @param title what the task is about
 * @param intro one or two sentences
 * @param facts short facts: window, servers, numbers
 * @param tables larger figures
 * @param instructions what to do, in order
 * @param snippets texts to copy as they are
 * @param items points that the person answers one by one; the form makes a field of each
 * @param links addresses within this application
 * @param closed answers of the form's fields that are not possible in this case; it does not offer
 *     them
 * @param shown checksum of what is decided, as it is shown; the form sends it back. Null if the
 *     answer does not depend on it
 */
public record Briefing(
    String title,
    String intro,
    List<Fact> facts,
    List<Table> tables,
    List<String> instructions,
    List<Snippet> snippets,
    List<TaskItem> items,
    List<Link> links,
    List<ClosedChoice> closed,
    @JsonInclude(JsonInclude.Include.NON_NULL) String shown) {

  public Briefing {
    facts = List.copyOf(facts);
    tables = List.copyOf(tables);
    instructions = List.copyOf(instructions);
    snippets = List.copyOf(snippets);
    items = List.copyOf(items);
    links = List.copyOf(links);
    closed = List.copyOf(closed);
  }

  public record Snippet(String caption, String text) {}

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

  /**
   * @param field name of the form's field
   * @param value the answer's value
   */
  public record ClosedChoice(String field, String value) {}
}
