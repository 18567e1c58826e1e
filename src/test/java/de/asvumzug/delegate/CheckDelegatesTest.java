package de.asvumzug.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.backup.postgres.LineSurvey;
import de.asvumzug.backup.transfer.LineMeasurement;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Findings;
import de.asvumzug.check.finding.Preflight;
import de.asvumzug.check.fingerprint.FingerprintComparison;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.Fingerprints;
import de.asvumzug.check.fingerprint.Fingerprints.LargeObjects;
import de.asvumzug.check.fingerprint.Fingerprints.TableFingerprint;
import de.asvumzug.check.fingerprint.Measurement;
import de.asvumzug.check.fingerprint.NumbersPerSchool;
import de.asvumzug.check.fingerprint.SchoolNumbers;
import de.asvumzug.check.guard.GuardLook;
import de.asvumzug.check.guard.GuardReport;
import de.asvumzug.check.guard.SiteGuard;
import de.asvumzug.check.guard.TenantGuard;
import de.asvumzug.check.tenant.TenantFingerprints;
import de.asvumzug.delegate.backup.GuardSourceDelegate;
import de.asvumzug.delegate.prepare.CheckTargetDelegate;
import de.asvumzug.delegate.restore.CompareFingerprintsDelegate;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Route;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckDelegatesTest {
  private static final NumbersPerSchool NUMBERS =
      new NumbersPerSchool(List.of(new SchoolNumbers("0001", 500, 20, 40)));

  private final Step step = mock(Step.class);
  private final Evidence evidence = mock(Evidence.class);
  private final FingerprintService fingerprints = mock(FingerprintService.class);

  @BeforeEach
  void a_step() {
    when(step.evidence()).thenReturn(evidence);
    when(step.migration()).thenReturn(mock(Migration.class));
    when(step.key()).thenReturn("schritt-1");
  }

  @Test
  void completes_when_the_restored_database_is_equal() throws Exception {
    when(evidence.get("fingerprints-source", Fingerprints.class)).thenReturn(database("1:2"));
    measure(database("1:2"));

    StepOutcome outcome = compare().carryOut(step);

    assertThat(outcome).isEqualTo(StepOutcome.completed());
    verify(evidence).store("fingerprints-target", database("1:2"));
    verify(evidence).store("numbers-target", NUMBERS);
  }

  @Test
  void stops_for_a_person_when_a_table_differs_and_keeps_the_evidence() throws Exception {
    when(evidence.get("fingerprints-source", Fingerprints.class)).thenReturn(database("1:2"));
    measure(database("1:3"));

    assertThatThrownBy(() -> compare().carryOut(step))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isFalse())
        .hasMessageContaining("asv.svp_note: anderer Inhalt")
        .hasMessageContaining("der alte Server sind unverändert");

    verify(evidence).store("fingerprints-target", database("1:3"));
    verify(evidence)
        .store(
            "fingerprint-comparison", FingerprintComparison.of(database("1:2"), database("1:3")));
  }

  @Test
  void puts_on_the_trail_what_could_not_be_compared() throws Exception {
    Fingerprints.Note note = new Fingerprints.Note("Fremdtabelle asv.fern", "liegt woanders");
    Fingerprints found = withNote(database("1:2"), note);
    when(evidence.get("fingerprints-source", Fingerprints.class)).thenReturn(found);
    measure(found);

    compare().carryOut(step);

    verify(step)
        .note(any(), eq(Map.of("Hinweise", List.of("Fremdtabelle asv.fern: liegt woanders"))));
  }

  private static Fingerprints withNote(Fingerprints found, Fingerprints.Note note) {
    return new Fingerprints(
        found.algorithm(),
        found.takenAt(),
        found.serverVersion(),
        found.tables(),
        found.sequences(),
        found.largeObjects(),
        found.structure(),
        found.derived(),
        List.of(note));
  }

  /** Trap 23: somebody has started the old server once more and a school has worked with it. */
  @Test
  void stops_for_a_person_when_the_old_database_has_changed_since() throws Exception {
    when(evidence.get("fingerprints-source", Fingerprints.class)).thenReturn(database("1:2"));
    Endpoint old = mock(Endpoint.class);
    when(step.source()).thenReturn(old);
    measure(database("1:2"));
    when(fingerprints.takeLike(any(), eq(old), any(), any(), any()))
        .thenReturn(new Measurement(database("9:9"), NUMBERS));

    assertThatThrownBy(() -> compare().carryOut(step))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("fehlt in der Sicherung")
        .hasMessageContaining("svp_note");
  }

  @Test
  void stores_a_refusal_of_the_guard_as_evidence() throws Exception {
    GuardReport report =
        new GuardReport(
            "alt",
            Instant.EPOCH,
            List.of(new GuardReport.Observation("Dienst asv-server, Zustand", "active", false)));
    SiteGuard guard = mock(SiteGuard.class);
    when(guard.look(any(), any())).thenReturn(new GuardLook("alter Server", report, true));

    assertThatThrownBy(() -> new GuardSourceDelegate(guard, mock(TenantGuard.class)).carryOut(step))
        .isInstanceOf(OperationFailed.class);

    verify(evidence).store("guard-source", report);
  }

  @Test
  void tells_the_model_how_many_findings_block() throws Exception {
    Findings findings =
        new Findings(
            List.of(
                new Finding("Uhrzeit", Finding.Result.BLOCKING, "3 s", "2 s", "Bitte stellen."),
                new Finding("Platz", Finding.Result.WARNING, "", "", ""),
                new Finding("Variante", Finding.Result.OK, "", "", "")),
            Instant.EPOCH);
    Preflight preflight = mock(Preflight.class);
    when(preflight.check(any())).thenReturn(findings);

    assertThat(new CheckTargetDelegate(preflight, mock(LineSurvey.class)).carryOut(step))
        .isEqualTo(StepOutcome.completed(Map.of("targetFindings", 1)));

    verify(evidence).store("findings-target", findings);
  }

  @Test
  void the_preparation_leaves_what_the_line_carries_for_the_window() throws Exception {
    LineMeasurement measured = new LineMeasurement(110_000_000, 45_000_000);
    LineSurvey survey = mock(LineSurvey.class);
    when(survey.measure(any(), any(), any())).thenReturn(Optional.of(measured));

    checkTarget(survey);

    verify(evidence).store("line-measurement", measured);
  }

  @Test
  void a_line_that_could_not_be_measured_leaves_nothing() throws Exception {
    LineSurvey survey = mock(LineSurvey.class);
    when(survey.measure(any(), any(), any())).thenReturn(Optional.empty());

    checkTarget(survey);

    verify(evidence, never()).store(eq("line-measurement"), any());
  }

  private void checkTarget(LineSurvey survey) throws Exception {
    Preflight preflight = mock(Preflight.class);
    when(preflight.check(any())).thenReturn(new Findings(List.of(), Instant.EPOCH));
    when(step.migration().wholeDatabase()).thenReturn(true);
    Endpoint endpoint = mock(Endpoint.class, RETURNS_DEEP_STUBS);
    when(step.source()).thenReturn(endpoint);
    when(step.target()).thenReturn(endpoint);
    new CheckTargetDelegate(preflight, survey).carryOut(step);
  }

  private CompareFingerprintsDelegate compare() {
    RouteResolver way = mock(RouteResolver.class);
    when(way.of(step)).thenReturn(Route.FULL);
    return new CompareFingerprintsDelegate(fingerprints, mock(TenantFingerprints.class), way);
  }

  private void measure(Fingerprints found) throws Exception {
    when(fingerprints.take(any(), any(), any(), any())).thenReturn(new Measurement(found, NUMBERS));
    when(fingerprints.takeLike(any(), any(), any(), any(), any()))
        .thenReturn(new Measurement(found, NUMBERS));
  }

  private static Fingerprints database(String hash) {
    return new Fingerprints(
        "test",
        Instant.EPOCH,
        "15.1",
        List.of(new TableFingerprint("asv", "svp_note", 7, hash)),
        List.of(),
        new LargeObjects(0, 0, "-"),
        List.of());
  }
}
