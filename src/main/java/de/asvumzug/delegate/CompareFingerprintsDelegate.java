package de.asvumzug.delegate;

import de.asvumzug.check.FingerprintComparison;
import de.asvumzug.check.FingerprintService;
import de.asvumzug.check.Fingerprints;
import de.asvumzug.check.Measurement;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Takes the fingerprint of the restored database, before the update step changes its structure, and
 * compares it with the old server's. Stores {@code fingerprints-target}, {@code numbers-target} and
 * {@code fingerprint-comparison}. Completes if both are equal; any difference is a lasting failure
 * that names the tables. A second run measures and compares again.
 */
@Component
public class CompareFingerprintsDelegate implements StepHandler {
  private final FingerprintService fingerprints;

  public CompareFingerprintsDelegate(FingerprintService fingerprints) {
    this.fingerprints = fingerprints;
  }

  @Override
  public StepOutcome carryOut(Step step) throws IOException, InterruptedException {
    Fingerprints before = step.evidence().get("fingerprints-source", Fingerprints.class);
    Measurement after = fingerprints.take(step.target(), step.key(), step.jobs(), step.progress());
    step.evidence().store("fingerprints-target", after.fingerprints());
    step.evidence().store("numbers-target", after.numbers());
    FingerprintComparison comparison = FingerprintComparison.of(before, after.fingerprints());
    step.evidence().store("fingerprint-comparison", comparison);
    step.note(
        comparison.summary(),
        Map.of(
            "tables", comparison.tables(),
            "rows", comparison.rows(),
            "differences", comparison.differences().size()));
    if (!comparison.equal()) {
      throw OperationFailed.lasting(
          comparison.summary()
              + ". Bitte nicht weitermachen, sondern die Einspielung wiederholen; die Sicherung und"
              + " der alte Server sind unverändert.");
    }
    return StepOutcome.completed();
  }
}
