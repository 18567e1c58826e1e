package de.asvumzug.check.guard;

import de.asvumzug.host.OperationFailed;
import java.util.stream.Collectors;

/**
 * One look of the tenant guard.
 *
 * @param site German name of the end of the move that was looked at
 * @param report what was seen; its "stopped" means: cannot be worked with
 * @param signOfLife true if a school was positively seen to be in use
 */
public record TenantLook(String site, GuardReport report, boolean signOfLife) {

  /**
   * Demands the proof that nobody can work with any of the schools there.
   *
   * @throws OperationFailed permanent on a sign of life, temporary if something could not be read
   */
  public GuardReport requireOutOfUse() {
    if (report.stopped()) {
      return report;
    }
    String text =
        """
        Es ist nicht bewiesen, dass auf %s (%s) niemand mehr mit den umziehenden Schulen \
        arbeiten kann: %s. Mit den Daten einer Schule darf nur auf einem Server gearbeitet \
        werden. Bitte die Schulen dort sperren (oder den Server stoppen), dann den Schritt \
        wiederholen."""
            .formatted(
                report.machine(),
                site,
                report.observations().stream()
                    .filter(seen -> !seen.stopped())
                    .map(seen -> seen.what() + ": " + seen.seen())
                    .collect(Collectors.joining("; ")));
    throw signOfLife ? OperationFailed.permanent(text) : OperationFailed.temporary(text);
  }
}
