package de.asvumzug.delegate;

import de.asvumzug.check.fingerprint.FingerprintComparison;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.Fingerprints;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.step.Step;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.io.IOException;
import java.util.stream.Collectors;

/**
 * Whether a stopped old server still holds what was backed up. The guard sees only that no server
 * is up now; one that was started in between and stopped again may hold what a school has entered
 * since, and the new server would lack it (docs/domain.md §13, trap 23).
 */
public final class SourceUnchangedCheck {
  private static final int NAMED = 10;

  private final FingerprintService fingerprints;

  public SourceUnchangedCheck(FingerprintService fingerprints) {
    this.fingerprints = fingerprints;
  }

  /**
   * Measures the old server's database again. An old server that goes on for other schools is not
   * measured: its data change rightly, and the schools of the move are locked there.
   *
   * @throws OperationFailed (permanent) naming what has changed since {@code fingerprints-source}
   */
  public void requireUnchanged(Step step) throws IOException, InterruptedException {
    if (step.migration().sourceServesOthers()) {
      return;
    }
    requireUnchangedWhileStopped(step);
  }

  /**
   * For as long as the old server has not been started again, whoever it works for: no school
   * backup may be older than what was entered last.
   *
   * @throws OperationFailed (permanent) naming what has changed since {@code fingerprints-source}
   */
  public void requireUnchangedWhileStopped(Step step) throws IOException, InterruptedException {
    Fingerprints before =
        step.evidence().get(EvidenceNames.FINGERPRINTS_SOURCE, Fingerprints.class);
    Fingerprints now =
        fingerprints
            .takeLike(before, step.source(), step.key(), step.jobs(), step.progress())
            .fingerprints();
    FingerprintComparison comparison = FingerprintComparison.ofTheSame(before, now);
    if (!comparison.equal()) {
      throw OperationFailed.permanent(
          """
          Die Datenbank des alten Servers hat sich seit dem Erheben der Prüfsummen verändert: \
          %s. Ein Server war noch einmal in Betrieb; was dort eingegeben wurde, fehlt in der \
          Sicherung."""
              .formatted(
                  comparison.differences().stream()
                      .map(FingerprintComparison.Difference::object)
                      .limit(NAMED)
                      .collect(Collectors.joining(", "))),
          "Bitte klären, den Umzug abbrechen und neu beginnen.");
    }
  }
}
