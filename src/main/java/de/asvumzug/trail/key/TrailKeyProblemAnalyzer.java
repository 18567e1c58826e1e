package de.asvumzug.trail.key;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A start that fails for the trail's keys says so in a few German lines, without a stack trace. */
final class TrailKeyProblemAnalyzer extends AbstractFailureAnalyzer<TrailKeyProblem> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, TrailKeyProblem cause) {
    return new FailureAnalysis(cause.getMessage(), null, cause);
  }
}
