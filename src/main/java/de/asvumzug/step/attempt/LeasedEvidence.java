package de.asvumzug.step.attempt;

import de.asvumzug.trail.evidence.Evidence;
import java.util.Optional;

/** Evidence of a step: stored only while the attempt is in the hands of whoever stores it. */
public record LeasedEvidence(Evidence evidence, Runnable demandLease) implements Evidence {

  @Override
  public void store(String name, Object document) {
    demandLease.run();
    evidence.store(name, document);
  }

  @Override
  public <T> Optional<T> find(String name, Class<T> type) {
    return evidence.find(name, type);
  }

  @Override
  public <T> T get(String name, Class<T> type) {
    return evidence.get(name, type);
  }
}
