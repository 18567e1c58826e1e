package de.asvumzug.task.move;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import de.asvumzug.asv.client.ClientUpdate;
import de.asvumzug.asv.client.ClientUpdates;
import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.ItemAnswer;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.TaskItem;
import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.evidence.EvidenceReader;
import de.asvumzug.trail.words.TypedWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Each client that does not know the new address yet, by its name. */
@Component
final class ConfirmOpenClientsTask implements PersonTask {
  private final EvidenceReader evidence;
  private final ClientUpdates clients;
  private final AuditTrail trail;

  ConfirmOpenClientsTask(EvidenceReader evidence, ClientUpdates clients, AuditTrail trail) {
    this.evidence = evidence;
    this.clients = clients;
    this.trail = trail;
  }

  @Override
  public String element() {
    return "confirmOpenClients";
  }

  @Override
  public Answers answers() {
    return Answers.withComment().yesOrNo("done").items();
  }

  @Override
  public void check(Completion c) {
    Map<String, ItemAnswer> given = c.takeItemAnswers();
    Map<String, Object> said = new LinkedHashMap<>();
    for (TaskItem client : open(c.migrationId())) {
      said.put(client.label(), aboutClient(client, given.get(client.key())));
    }
    c.comment(false, "Bemerkung");
    trail.append(
        c.decision(
            "Zu jedem offenen Client wurde gesagt, ob er umgestellt ist.",
            Map.of("clients", said)));
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Offene Clients bestätigen",
        "Diese Clients kennen die neue Adresse noch nicht. Wer sie so startet, erreicht keinen Server.",
        "Tragen Sie in config.local.ini (Ordner configuration des Clients) die Zeilen unten ein, nicht in config.ini; oder installieren Sie den Client mit der neuen Adresse neu.",
        "Geben Sie zu jedem Client an, ob er umgestellt ist; sonst, warum es später geschieht.",
        "Ist der Ordner nicht beschreibbar (Terminalserver), braucht es dort die Rechte eines Administrators.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    draft.snippet(
        "Für config.local.ini jedes Clients", clients.fragment(draft.migration().target()));
    draft.items(open(draft.migration().id()));
  }

  private List<TaskItem> open(String migrationId) {
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

  private static Object aboutClient(TaskItem client, ItemAnswer answer) {
    if (answer != null && ItemAnswer.DONE.equals(answer.answer())) {
      return "erledigt";
    }
    if (answer == null || !ItemAnswer.LATER.equals(answer.answer())) {
      throw new TaskRefused(
          "Bitte geben Sie zum Client „%s“ an, ob er umgestellt ist oder später umgestellt wird."
              .formatted(client.label()));
    }
    if (!answer.isReasoned()) {
      throw new TaskRefused(
          "Bitte begründen Sie, warum der Client „%s“ erst später umgestellt wird (3 bis %d Zeichen)."
              .formatted(client.label(), ItemAnswer.LONGEST_REASON));
    }
    return Map.of("later", TypedWords.of(answer.reasonOrEmpty()));
  }
}
