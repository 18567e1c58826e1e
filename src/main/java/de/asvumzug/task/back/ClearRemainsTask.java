package de.asvumzug.task.back;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import de.asvumzug.backup.remains.Remains;
import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.EvidenceTables;
import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.evidence.EvidenceReader;
import de.asvumzug.trail.words.TypedWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What becomes of the things that a move has left. Whatever is said, the machines are looked at
 * again; only what is left needs a reason.
 */
@Component
final class ClearRemainsTask implements PersonTask {
  private static final Set<String> DECISIONS = Set.of("remove", "byHand", "keep");

  private final EvidenceReader evidence;
  private final EvidenceTables tables;
  private final AuditTrail trail;

  ClearRemainsTask(EvidenceReader evidence, EvidenceTables tables, AuditTrail trail) {
    this.evidence = evidence;
    this.tables = tables;
    this.trail = trail;
  }

  @Override
  public String element() {
    return "clearRemains";
  }

  @Override
  public Answers answers() {
    return Answers.withoutComment().text("decision", "reason");
  }

  @Override
  public void check(Completion c) {
    String decision = c.text("decision", "Was soll mit den Resten geschehen?", 20);
    if (!DECISIONS.contains(decision)) {
      throw new TaskRefused(
          "Bitte wählen Sie: vom System entfernen lassen, von Hand geräumt oder liegen lassen.");
    }
    if (!decision.equals("keep")) {
      c.optionalText("reason", "Begründung", Completion.SHORT_TEXT);
      return;
    }
    String reason = c.text("reason", "Begründung", Completion.SHORT_TEXT);
    trail.append(
        c.decision(
            "Reste des Umzugs bleiben liegen",
            Map.of("reason", TypedWords.of(reason), "remains", remains(c.migrationId()))));
  }

  @Override
  public boolean afterMove() {
    return true;
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Reste des Umzugs räumen",
        "Der Umzug ist zurückgenommen, der alte Server arbeitet wieder. Auf den Maschinen liegt noch, was in der Tabelle steht, zum Teil mit Daten von Schülerinnen und Schülern.",
        "Vergewissern Sie sich zuerst, dass nichts davon gebraucht wird: Was Schulen auf dem neuen Server schon eingegeben haben, gibt es nur dort.",
        "„Vom System entfernen lassen“ löscht genau das, was dieser Umzug angelegt hat und was sein Kennzeichen trägt; Sicherungen und alles Fremde bleiben.",
        "Was nur von Hand zu räumen ist, räumen Sie selbst. Danach sieht das System noch einmal nach und sagt, was noch da ist.",
        "Soll etwas liegen bleiben, begründen Sie es; die Begründung steht mit der Liste im Protokoll. Ein zweiter Umzug auf diese Maschine wird sonst in der Vorprüfung aufgehalten.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    tables.remains(draft.migration()).ifPresent(draft::table);
  }

  /** By the last look; German. */
  private List<String> remains(String migrationId) {
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
}
