package de.asvumzug.web.protocol.section;

import de.asvumzug.task.briefing.Briefing.Fact;
import de.asvumzug.task.briefing.Briefing.Table;
import java.util.List;

/**
 * A part of the protocol under its own heading, as plain text; German.
 *
 * @param id for links within the document
 * @param notes sentences in front
 */
public record ProtocolSection(
    String id, String title, List<String> notes, List<Fact> facts, List<Table> tables) {

  public ProtocolSection {
    notes = List.copyOf(notes);
    facts = List.copyOf(facts);
    tables = List.copyOf(tables);
  }

  /** A part that says in one sentence that there is nothing. */
  static ProtocolSection nothing(String id, String title, String sentence) {
    return new ProtocolSection(id, title, List.of(sentence), List.of(), List.of());
  }

  static ProtocolSection of(String id, String title, List<Table> tables) {
    return new ProtocolSection(id, title, List.of(), List.of(), tables);
  }
}
