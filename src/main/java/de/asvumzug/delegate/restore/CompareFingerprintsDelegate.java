package de.asvumzug.delegate.restore;

import de.asvumzug.backup.restore.RestoredDatabase;
import de.asvumzug.check.fingerprint.FingerprintComparison;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.Fingerprints;
import de.asvumzug.check.fingerprint.Measurement;
import de.asvumzug.check.tenant.TenantComparison;
import de.asvumzug.check.tenant.TenantFingerprints;
import de.asvumzug.check.tenant.TenantMeasurement;
import de.asvumzug.delegate.RouteResolver;
import de.asvumzug.delegate.SourceUnchangedCheck;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Route;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Takes the fingerprint of the restored database, before the update step changes its structure, and
 * compares it with the old server's; after the clone tool by what the rows say, since the engines
 * differ. Stores {@code fingerprints-target} (clone: {@code tenant-fingerprints-target}), {@code
 * numbers-target} and {@code fingerprint-comparison}. Completes if both are equal; any difference
 * is a permanent failure that names the tables. What could not be compared is noted on the trail. A
 * second run measures and compares again.
 */
@Component
public class CompareFingerprintsDelegate implements StepHandler {
  /** On the trail; the evidence holds them all. */
  private static final int NOTES = 100;

  private final FingerprintService fingerprints;
  private final TenantFingerprints everything;
  private final RouteResolver way;

  public CompareFingerprintsDelegate(
      FingerprintService fingerprints, TenantFingerprints everything, RouteResolver way) {
    this.fingerprints = fingerprints;
    this.everything = everything;
    this.way = way;
  }

  @Override
  public StepOutcome carryOut(Step step) throws IOException, InterruptedException {
    if (way.of(step) == Route.CLONE) {
      compareClone(step);
    } else {
      compareRestored(step);
    }
    new SourceUnchangedCheck(fingerprints).requireUnchanged(step);
    return StepOutcome.completed();
  }

  /** Engines differ: only what the rows say can be compared, not how a table is defined. */
  private void compareClone(Step step) throws IOException, InterruptedException {
    TenantMeasurement before =
        step.evidence().get(EvidenceNames.TENANT_FINGERPRINTS_SOURCE, TenantMeasurement.class);
    TenantMeasurement after =
        everything.take(
            step.target(), List.of(), before.algorithm(), step.key(), step.jobs(), step.progress());
    step.evidence().store(EvidenceNames.TENANT_FINGERPRINTS_TARGET, after);
    step.evidence().store(EvidenceNames.NUMBERS_TARGET, after.numbers());
    TenantComparison comparison = TenantComparison.everything(before, after);
    step.evidence().store(EvidenceNames.FINGERPRINT_COMPARISON, comparison);
    step.note(
        comparison.summary(),
        Map.of(
            "tables", comparison.tables(),
            "rows", comparison.rows(),
            "differences", comparison.differences().size()));
    if (!comparison.equal()) {
      throw OperationFailed.permanent(
          "%s.".formatted(comparison.summary()),
          """
          Bitte nicht weitermachen und klären, welche Datei geklont wurde; die Sicherung und \
          der alte Server sind unverändert.""");
    }
  }

  /** What stands beside "equal" must be read by somebody. */
  private static void noteExceptions(Step step, FingerprintComparison comparison) {
    if (!comparison.notes().isEmpty()) {
      step.note(
          "Fingerabdruck: nicht verglichen, oder aus bekanntem Grund anders",
          Map.of(
              "Hinweise",
              comparison.notes().stream().limit(NOTES).map(Fingerprints.Note::text).toList()));
    }
  }

  private static Set<String> refusedSettings(Step step) {
    return step.evidence()
        .find(RestoredDatabase.EVIDENCE, RestoredDatabase.class)
        .map(RestoredDatabase::refusedObjects)
        .orElse(Set.of());
  }

  private void compareRestored(Step step) throws IOException, InterruptedException {
    Fingerprints before =
        step.evidence().get(EvidenceNames.FINGERPRINTS_SOURCE, Fingerprints.class);
    Measurement after =
        fingerprints.takeLike(before, step.target(), step.key(), step.jobs(), step.progress());
    step.evidence().store(EvidenceNames.FINGERPRINTS_TARGET, after.fingerprints());
    step.evidence().store(EvidenceNames.NUMBERS_TARGET, after.numbers());
    FingerprintComparison comparison =
        FingerprintComparison.of(before, after.fingerprints())
            .without(refusedSettings(step), RestoredDatabase.REFUSED);
    step.evidence().store(EvidenceNames.FINGERPRINT_COMPARISON, comparison);
    step.note(
        comparison.summary(),
        Map.of(
            "tables", comparison.tables(),
            "rows", comparison.rows(),
            "differences", comparison.differences().size(),
            "notes", comparison.notes().size()));
    noteExceptions(step, comparison);
    if (!comparison.equal()) {
      throw OperationFailed.permanent(
          "%s.".formatted(comparison.summary()),
          """
          Bitte nicht weitermachen, sondern die Einspielung wiederholen; die Sicherung und der \
          alte Server sind unverändert.""");
    }
  }
}
