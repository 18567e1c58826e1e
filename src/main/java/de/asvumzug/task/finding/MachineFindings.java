package de.asvumzug.task.finding;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.EvidenceTables;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the newest checks of both machines found, for those who decide about it. */
@Component
public final class MachineFindings {
  private final EvidenceTables evidence;
  private final BlockingFindings findings;

  MachineFindings(EvidenceTables evidence, BlockingFindings findings) {
    this.evidence = evidence;
    this.findings = findings;
  }

  /** One table a machine; what is overruled is told from what stands against the move. */
  public void addTo(BriefingDraft draft) {
    machine(draft.migration(), Side.SOURCE, EvidenceNames.FINDINGS_SOURCE).ifPresent(draft::table);
    machine(draft.migration(), Side.TARGET, EvidenceNames.FINDINGS_TARGET).ifPresent(draft::table);
  }

  private Optional<Table> machine(Migration migration, Side side, String name) {
    return evidence.findings(
        migration, name, BlockingFindings.end(side), entry -> overruled(migration, side, entry));
  }

  private boolean overruled(Migration migration, Side side, JsonNode entry) {
    return findings.all(migration.id()).stream()
        .anyMatch(
            one ->
                one.side() == side
                    && one.overruled().isPresent()
                    && one.finding().title().equals(entry.path("title").asText())
                    && one.finding().reading().equals(entry.path("reading").asText()));
  }
}
