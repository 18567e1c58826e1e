package de.asvumzug.delegate;

import de.asvumzug.asv.installer.CheckedPackages;
import de.asvumzug.check.finding.Findings;
import de.asvumzug.check.machine.PackagesCheck;
import de.asvumzug.step.Step;
import de.asvumzug.trail.evidence.EvidenceNames;

/** What the preparation has recorded of the packages that a step runs. */
public final class PreparedPackages {
  private PreparedPackages() {}

  public static CheckedPackages of(Step step) {
    return step.evidence()
        .find(EvidenceNames.FINDINGS_TARGET, Findings.class)
        .map(PackagesCheck::checksums)
        .orElse(CheckedPackages.NONE);
  }

  /** For a line of the trail, German. */
  public static String said(String recorded) {
    return recorded == null
        ? "in der Vorbereitung war keine Prüfsumme festgehalten"
        : "wie in der Vorbereitung geprüft";
  }
}
