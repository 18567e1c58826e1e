package de.asvumzug.delegate;

import de.asvumzug.check.FingerprintService;
import de.asvumzug.check.Measurement;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.io.IOException;
import org.springframework.stereotype.Component;

/**
 * Takes the fingerprint of the old server's database, which must be stopped, and the numbers per
 * school. Stores {@code fingerprints-source} and {@code numbers-source}. A second run measures
 * again: the newest document counts.
 */
@Component
public class FingerprintSourceDelegate implements StepHandler {
  private final FingerprintService fingerprints;

  public FingerprintSourceDelegate(FingerprintService fingerprints) {
    this.fingerprints = fingerprints;
  }

  @Override
  public StepOutcome carryOut(Step step) throws IOException, InterruptedException {
    Measurement measured =
        fingerprints.take(step.source(), step.key(), step.jobs(), step.progress());
    step.evidence().store("fingerprints-source", measured.fingerprints());
    step.evidence().store("numbers-source", measured.numbers());
    return StepOutcome.completed();
  }
}
