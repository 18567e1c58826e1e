package de.asvumzug.delegate.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import de.asvumzug.asv.client.ClientUpdate;
import de.asvumzug.backup.remains.Remains;
import de.asvumzug.check.tenant.Gap;
import de.asvumzug.check.tenant.GapRepository;
import de.asvumzug.delegate.task.BlockingFindings.Blocking;
import de.asvumzug.trail.evidence.EvidenceReader;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Which points a person has to answer one by one before a task is done. */
@Component
public final class TaskItems {
  private final EvidenceReader evidence;
  private final GapRepository gaps;
  private final BlockingFindings findings;

  TaskItems(EvidenceReader evidence, GapRepository gaps, BlockingFindings findings) {
    this.evidence = evidence;
    this.gaps = gaps;
    this.findings = findings;
  }

  /**
   * @param element id of the task in the model
   * @param school Schulnummer of a task that is done per school; else null
   * @return empty for a task without such points
   */
  public List<TaskItem> of(String migrationId, String element, String school) {
    return switch (element) {
      case "confirmOpenClients" -> openClients(migrationId);
      case "completeTenantData" ->
          gaps.find(migrationId, school).stream().map(TaskItems::item).toList();
      case "resolveFindings" ->
          findings.open(migrationId).stream()
              .filter(Blocking::mayBeOverruled)
              .map(TaskItems::item)
              .toList();
      default -> List.of();
    };
  }

  /** What a move that was taken back has left on the machines, by the last look; German. */
  List<String> remains(String migrationId) {
    List<String> things = new ArrayList<>();
    for (JsonNode thing :
        evidence
            .find(migrationId, Remains.EVIDENCE)
            .map(all -> all.path("things"))
            .orElse(MissingNode.getInstance())) {
      things.add(thing.path("machine").asText() + ": " + thing.path("what").asText());
    }
    return things;
  }

  /** The detail may name persons: it is shown to the school, and kept nowhere. */
  private static TaskItem item(Gap gap) {
    return new TaskItem(
        gap.kind(), gap.title() + " (" + gap.count() + ")", String.join("; ", gap.items()));
  }

  private static TaskItem item(Blocking blocking) {
    return new TaskItem(
        blocking.key(),
        blocking.label(),
        blocking.finding().reading() + " (erwartet: " + blocking.finding().limit() + ")");
  }

  private List<TaskItem> openClients(String migrationId) {
    List<TaskItem> items = new ArrayList<>();
    for (JsonNode client :
        evidence
            .find(migrationId, ClientUpdate.All.EVIDENCE)
            .map(all -> all.path("clients"))
            .orElse(MissingNode.getInstance())) {
      if (!client.path("done").asBoolean()) {
        String name = client.path("name").asText();
        items.add(new TaskItem(name, name, client.path("reason").asText("")));
      }
    }
    return items;
  }
}
