package de.asvumzug.check.finding;

import java.time.Instant;
import java.util.List;

/**
 * All findings of one round.
 *
 * @param at on the application's clock
 */
public record Findings(List<Finding> findings, Instant at) {

  public Findings {
    findings = List.copyOf(findings);
  }

  /** How many findings block the move. */
  public int blocking() {
    return (int) findings.stream().filter(Finding::blocks).count();
  }
}
