package de.asvumzug.task.incident;

import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** Both servers answer: somebody stops the wrong one and says what was entered there. */
@Component
final class StopOneServerTask implements PersonTask {
  @Override
  public String element() {
    return "stopOneServer";
  }

  @Override
  public Answers answers() {
    return Answers.DONE;
  }

  @Override
  public void check(Completion c) {
    c.confirmed("done", "Der Server, der nicht laufen darf, ist angehalten.");
    c.comment(true, "Wer hatte ihn gestartet, und was wurde dort eingegeben?");
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Zwei Server antworten",
        "Der alte und der neue Server laufen gleichzeitig. Was auf dem falschen eingegeben wird, geht verloren.",
        "Vor der Abnahme oder während einer Rückabwicklung: Sehen Sie im Leitstand nach, welcher Server gerade arbeiten soll.",
        "Nach der Abnahme arbeitet nur der neue Server; halten Sie den alten an.",
        "Bitten Sie die Schulen, nichts einzugeben, bis nur noch ein Server läuft.",
        "Klären Sie, wer den Server gestartet hat und was dort eingegeben wurde.");
  }
}
