package de.asvumzug.delegate;

import de.asvumzug.backup.H2Backup;
import de.asvumzug.check.FingerprintService;
import de.asvumzug.check.Measurement;
import de.asvumzug.plan.Variant;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Takes the fingerprint of the old server's database, which must be stopped, and the numbers per
 * school. A School server that was killed while it rewrote its file has left it under another name;
 * that is put right first. Stores {@code fingerprints-source} and {@code numbers-source}. A second
 * run measures again: the newest document counts.
 */
@Component
public class FingerprintSourceDelegate implements StepHandler {
  private final FingerprintService fingerprints;
  private final H2Backup h2;

  public FingerprintSourceDelegate(FingerprintService fingerprints, H2Backup h2) {
    this.fingerprints = fingerprints;
    this.h2 = h2;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    if (step.source().installation().variant() == Variant.SCHOOL) {
      h2.mend(step.source(), Acts.of(step)).ifPresent(repair -> step.note(repair.text(), Map.of()));
    }
    Measurement measured =
        fingerprints.take(step.source(), step.key(), step.jobs(), step.progress());
    step.evidence().store("fingerprints-source", measured.fingerprints());
    step.evidence().store("numbers-source", measured.numbers());
    return StepOutcome.completed();
  }
}
