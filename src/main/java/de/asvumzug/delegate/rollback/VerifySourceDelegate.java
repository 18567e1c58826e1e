package de.asvumzug.delegate.rollback;

import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Findings;
import de.asvumzug.check.fingerprint.FingerprintComparison;
import de.asvumzug.check.fingerprint.FingerprintComparison.Difference;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.Fingerprints;
import de.asvumzug.check.guard.SiteGuard;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Before the old server works again: proves that its database is what it was when it was measured
 * for the move. Stores {@code source-unchanged}; completes with {@code sourceChanges}, the number
 * of differences, which people have to know of but which keep nobody from going back. A move that
 * was given up before anything was measured has nothing to compare. A second run measures again.
 */
@Component
public class VerifySourceDelegate implements StepHandler {

  private static final int NAMED = 50;
  private static final String ADVICE =
      "Klären, wer seitdem auf diesem Server gearbeitet hat; die Sicherung dieses Umzugs zeigt den Stand davor.";

  private final FingerprintService fingerprints;
  private final SiteGuard guard;

  public VerifySourceDelegate(FingerprintService fingerprints, SiteGuard guard) {
    this.fingerprints = fingerprints;
    this.guard = guard;
  }

  @Override
  public StepOutcome carryOut(Step step) throws IOException, InterruptedException {
    Optional<Fingerprints> before =
        step.evidence().find(EvidenceNames.FINGERPRINTS_SOURCE, Fingerprints.class);
    if (before.isEmpty()) {
      step.note("Alter Server: Vor dem Abbruch war noch nichts gemessen", Map.of());
      return StepOutcome.completed(Map.of("sourceChanges", 0));
    }
    List<Finding> findings =
        guard.look(step.source()).signOfLife()
            ? List.of(running())
            : differences(before.get(), step);
    step.evidence()
        .store(
            EvidenceNames.SOURCE_UNCHANGED, new Findings(findings, step.source().host().clock()));
    step.note(
        findings.isEmpty()
            ? "Alter Server: Die Daten sind dieselben wie beim Anhalten"
            : "Alter Server: Die Daten sind nicht mehr dieselben wie beim Anhalten",
        Map.of(
            "tables", before.get().tables().size(),
            "rows", before.get().rows(),
            "differences", findings.size()));
    return StepOutcome.completed(Map.of("sourceChanges", findings.size()));
  }

  /** Somebody was faster: what is entered there from now on is no damage. */
  private static Finding running() {
    return Finding.blocking(
        "Alter Server", "läuft schon", "steht bis zum Ende der Rückabwicklung", ADVICE);
  }

  private List<Finding> differences(Fingerprints before, Step step)
      throws IOException, InterruptedException {
    Fingerprints now =
        fingerprints
            .takeLike(before, step.source(), step.key(), step.jobs(), step.progress())
            .fingerprints();
    return FingerprintComparison.ofTheSame(before, now).differences().stream()
        .limit(NAMED)
        .map(VerifySourceDelegate::finding)
        .toList();
  }

  private static Finding finding(Difference difference) {
    return Finding.blocking(difference.object(), difference.says(), "wie beim Anhalten", ADVICE);
  }
}
