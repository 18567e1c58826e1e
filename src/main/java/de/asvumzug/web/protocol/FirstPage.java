package de.asvumzug.web.protocol;

import de.asvumzug.task.briefing.Briefing.Fact;
import java.util.List;

/**
 * What a head teacher reads, and what an IT manager is asked for first; German.
 *
 * @param kind what sort of protocol it is, e.g. {@code Abgebrochener Umzug}
 * @param good whether the move is over and nothing differs
 * @param verdict one sentence
 * @param notMoved one line each; empty if nothing is known to be missing
 */
record FirstPage(
    String kind, boolean good, String verdict, List<Fact> facts, List<String> notMoved) {

  FirstPage {
    facts = List.copyOf(facts);
    notMoved = List.copyOf(notMoved);
  }
}
