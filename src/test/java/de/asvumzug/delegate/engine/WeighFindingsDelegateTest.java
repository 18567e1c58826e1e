package de.asvumzug.delegate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Overruling;
import de.asvumzug.plan.Side;
import de.asvumzug.task.finding.BlockingFindings;
import de.asvumzug.task.finding.BlockingFindings.Blocking;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

/** Overruled findings do not count, but are told each time. */
class WeighFindingsDelegateTest {
  private static final Finding DISK =
      Finding.blocking("Freier Speicherplatz", "3 GB", "4 GB", "…").mayBeOverruled();

  private final BlockingFindings findings = mock(BlockingFindings.class);
  private final AuditTrail trail = mock(AuditTrail.class);
  private final DelegateExecution execution = mock(DelegateExecution.class);
  private final WeighFindingsDelegate delegate = new WeighFindingsDelegate(findings, trail);

  @BeforeEach
  void aMove() {
    when(execution.getVariable("migrationId")).thenReturn("U-2026-0001");
  }

  @Test
  void what_blocks_and_is_not_overruled_counts() {
    when(findings.all("U-2026-0001"))
        .thenReturn(
            List.of(
                new Blocking(Side.SOURCE, DISK, Optional.empty()),
                new Blocking(Side.TARGET, DISK, Optional.empty())));

    delegate.execute(execution);

    verify(execution).setVariable("openFindings", 2);
    verify(trail, never()).append(any());
  }

  @Test
  void what_is_overruled_does_not_count_and_is_told_with_both_persons() {
    when(findings.all("U-2026-0001"))
        .thenReturn(
            List.of(
                new Blocking(Side.SOURCE, DISK, Optional.of(overruling())),
                new Blocking(Side.TARGET, DISK, Optional.empty())));

    delegate.execute(execution);

    verify(execution).setVariable("openFindings", 1);
    ArgumentCaptor<AuditEvent> line = ArgumentCaptor.forClass(AuditEvent.class);
    verify(trail).append(line.capture());
    assertThat(line.getValue().details().toString())
        .contains("Alter Server: Freier Speicherplatz", "technik", "betreiber")
        .as("the reason stands where it was decided, and can be deleted there")
        .doesNotContain("wird getauscht");
  }

  private static Overruling overruling() {
    Instant now = Instant.now();
    return new Overruling(
        Side.SOURCE,
        DISK.title(),
        DISK.reading(),
        DISK.limit(),
        DISK.overrulable(),
        "wird getauscht",
        "technik",
        now,
        "betreiber",
        now,
        true,
        "");
  }
}
