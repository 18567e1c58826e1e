package de.asvumzug.web.metrics;

import de.asvumzug.web.overview.OverviewMark;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the database says of all moves together at one moment; the same on every node.
 *
 * @param at when it was read, by this node's clock
 * @param moves how many are in each state; a state without moves is missing
 * @param running steps in work
 * @param oldestHeartbeat seconds since the last sign of life of the step that has been silent
 *     longest; 0 if none is in work
 * @param ended steps that have ended, by element and outcome
 * @param incidents by how many elements of moves wait for a person
 * @param waitingMails mails that wait to be sent
 * @param oldestMail seconds that the oldest of them has waited; 0 if none waits
 * @param failedMails mails that were given up or refused, and nobody has told the recipient yet
 * @param expiry when the next retention ends
 */
record WorkFigures(
    Instant at,
    Map<OverviewMark, Long> moves,
    long running,
    double oldestHeartbeat,
    List<Ended> ended,
    long incidents,
    long waitingMails,
    double oldestMail,
    long failedMails,
    Optional<Instant> expiry) {

  /**
   * @param element id of the models, of which there are a few dozen
   * @param outcome done, failed or cancelled
   * @param seconds of all of them together
   */
  record Ended(String element, String outcome, long count, double seconds) {}
}
