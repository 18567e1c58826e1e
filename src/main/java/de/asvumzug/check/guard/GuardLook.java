package de.asvumzug.check.guard;

import de.asvumzug.check.guard.GuardReport.Observation;
import de.asvumzug.host.OperationFailed;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One look of the guard: the report, and whether what speaks against "stopped" is a sign of life or
 * merely an answer that could not be read.
 *
 * @param site German name of the end of the move that was looked at
 * @param signOfLife true if something of the server was positively seen to be up or able to start
 */
public record GuardLook(String site, GuardReport report, boolean signOfLife) {

  /**
   * Demands the proof.
   *
   * @throws OperationFailed permanent on a sign of life, temporary if something could not be read:
   *     silence is no proof, but may go away
   */
  public GuardReport requireStopped() {
    if (report.stopped()) {
      return report;
    }
    String text =
        """
        Es ist nicht bewiesen, dass der ASV-Server auf %s (%s) steht: %s. \
        Es darf nur ein ASV-Server laufen. Bitte beide Dienste dort beenden und ihren Start \
        abschalten, dann den Schritt wiederholen."""
            .formatted(
                report.machine(),
                site,
                complaints().stream()
                    .map(seen -> seen.what() + ": " + seen.seen())
                    .collect(Collectors.joining("; ")));
    throw signOfLife ? OperationFailed.permanent(text) : OperationFailed.temporary(text);
  }

  private List<Observation> complaints() {
    return report.observations().stream().filter(seen -> !seen.stopped()).toList();
  }
}
