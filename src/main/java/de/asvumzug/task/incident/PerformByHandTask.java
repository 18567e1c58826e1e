package de.asvumzug.task.incident;

import de.asvumzug.step.incident.ManualSteps;
import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.task.manual.ManualTask;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * A step is done by hand after it has failed; with the instructions of its manual twin, if it has
 * one.
 */
@Component
final class PerformByHandTask implements PersonTask {
  private final IncidentBriefing incidents;
  private final List<ManualTask> manualTasks;

  PerformByHandTask(IncidentBriefing incidents, List<ManualTask> manualTasks) {
    this.incidents = incidents;
    this.manualTasks = manualTasks;
  }

  @Override
  public String element() {
    return "performByHand";
  }

  @Override
  public Answers answers() {
    return Answers.DONE.yesOrNo("otherwise");
  }

  @Override
  public void check(Completion c) {
    if (c.said("otherwise")) {
      c.comment(true, "Warum geht es von Hand nicht?");
      return;
    }
    c.confirmed("done", "Der Schritt ist von Hand durchgeführt.");
    c.comment(true, "Was wurde getan?");
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Schritt von Hand erledigen",
        "Der Schritt wird nach einer Störung von Hand erledigt.",
        "Führen Sie den Schritt auf dem genannten Server durch.",
        "Bestätigen Sie erst, wenn er ganz abgeschlossen ist; danach wird er geprüft.");
  }

  /** A step without a manual way is carried out by the system alone. */
  private static TaskText onlyTheMachine() {
    return new TaskText(
        "Maschine in Ordnung bringen",
        "Diesen Schritt kann nur das System ausführen; danach führt es ihn noch einmal aus.",
        "Machen Sie nur die Maschine bereit: Platz, Rechte, Dienste, Netz, was die Meldung nennt. Spielen Sie nichts ein, und starten Sie keinen ASV-Server.",
        "Bestätigen Sie, wenn die Ursache behoben ist.",
        "Geht das nicht, kreuzen Sie an, dass doch anders entschieden werden soll.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    incidents.addTo(draft);
    if (draft.told("failedElement").filter(step -> !ManualSteps.hasManualWay(step)).isPresent()) {
      draft.text(onlyTheMachine());
    }
    twin(draft)
        .ifPresent(
            twin -> {
              draft.text(twin.text());
              twin.instruct(draft, draft.told("failedSchool").orElse(draft.school()));
            });
  }

  private Optional<ManualTask> twin(BriefingDraft draft) {
    return draft
        .told("failedElement")
        .flatMap(step -> manualTasks.stream().filter(task -> task.step().equals(step)).findFirst());
  }
}
