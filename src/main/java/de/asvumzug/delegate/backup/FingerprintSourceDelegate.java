package de.asvumzug.delegate.backup;

import de.asvumzug.backup.h2.H2Backup;
import de.asvumzug.backup.tenant.TenantBackup;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.Measurement;
import de.asvumzug.check.tenant.Gap;
import de.asvumzug.check.tenant.GapRecorder;
import de.asvumzug.check.tenant.TenantFingerprints;
import de.asvumzug.check.tenant.TenantGaps;
import de.asvumzug.delegate.BackupContexts;
import de.asvumzug.delegate.RouteResolver;
import de.asvumzug.delegate.TenantWays;
import de.asvumzug.plan.Mode;
import de.asvumzug.plan.Route;
import de.asvumzug.plan.Variant;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Takes the fingerprint of the old server's database, which must be stopped, and the numbers per
 * school. A School server that was killed while it rewrote its file has left it under another name;
 * that is put right first. Stores {@code fingerprints-source} and {@code numbers-source}; where
 * engines may differ (by school backups, by the clone tool) also {@code
 * tenant-fingerprints-source}, and by school backups what these cannot carry: as counts in the
 * evidence {@code tenant-gaps}, with names in the table of the gaps only. A second run measures
 * again: the newest document counts.
 */
@Component
public class FingerprintSourceDelegate implements StepHandler {

  private final FingerprintService fingerprints;
  private final H2Backup h2;
  private final TenantFingerprints tenants;
  private final TenantGaps gaps;
  private final GapRecorder gapBook;
  private final TenantBackup backups;
  private final RouteResolver way;

  public FingerprintSourceDelegate(
      FingerprintService fingerprints,
      H2Backup h2,
      TenantFingerprints tenants,
      TenantGaps gaps,
      GapRecorder gapBook,
      TenantBackup backups,
      RouteResolver way) {
    this.fingerprints = fingerprints;
    this.h2 = h2;
    this.tenants = tenants;
    this.gaps = gaps;
    this.gapBook = gapBook;
    this.backups = backups;
    this.way = way;
  }

  /** What each school has to complete; without names. */
  public record Gaps(List<Gap.Count> counts) {}

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    if (step.source().installation().variant() == Variant.SCHOOL) {
      h2.mend(step.source(), BackupContexts.of(step))
          .ifPresent(repair -> step.note(repair.text(), Map.of()));
    }
    Measurement measured =
        fingerprints.take(step.source(), step.key(), step.jobs(), step.progress());
    step.evidence().store(EvidenceNames.FINGERPRINTS_SOURCE, measured.fingerprints());
    step.evidence().store(EvidenceNames.NUMBERS_SOURCE, measured.numbers());
    Route route = way.of(step);
    if (route != Route.FULL) {
      List<String> schools = route == Route.CLONE ? List.of() : step.migration().schoolNumbers();
      step.evidence()
          .store(
              EvidenceNames.TENANT_FINGERPRINTS_SOURCE,
              tenants.take(
                  step.source(),
                  schools,
                  TenantWays.ofSource(step, tenants),
                  step.key(),
                  step.jobs(),
                  step.progress()));
    }
    if (route == Route.TENANTS) {
      noteGaps(step);
      makeInboxes(step);
    }
    return StepOutcome.completed();
  }

  private void noteGaps(Step step) throws Exception {
    List<String> schools = step.migration().schoolNumbers();
    List<Gap> all = gaps.of(step.source(), schools, step.key(), step.jobs(), step.progress());
    for (String school : schools) {
      gapBook.replace(
          step.migration().id(),
          school,
          all.stream().filter(gap -> gap.school().equals(school)).toList());
    }
    List<Gap.Count> counts = all.stream().map(Gap::counts).toList();
    step.evidence().store(EvidenceNames.TENANT_GAPS, new Gaps(counts));
    step.note(
        "Was die schulscharfe Sicherung nicht mitnimmt, ist für die Schulen festgehalten",
        Map.of("Lücken", counts.size()));
  }

  /** Who makes the backups by hand needs a place for them that nobody else can read. */
  private void makeInboxes(Step step) throws Exception {
    if (step.migration().options().mode("backupTenant") == Mode.MANUAL) {
      List<String> folders = new ArrayList<>();
      for (String school : step.migration().schoolNumbers()) {
        folders.add(backups.inbox(step.source().host(), school, BackupContexts.of(step)));
      }
      step.note(
          "Ordner für die schulscharfen Sicherungen auf " + step.source().host().name(),
          Map.of("Ordner", folders));
    }
  }
}
