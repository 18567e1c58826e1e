package de.asvumzug.task.back;

import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** Somebody clears up why a machine that was out of use answers again. */
@Component
final class ExplainReturnTask implements PersonTask {
  @Override
  public String element() {
    return "explainReturn";
  }

  @Override
  public Answers answers() {
    return Answers.DONE;
  }

  @Override
  public void check(Completion c) {
    c.confirmed("done", "Auf der Maschine arbeitet niemand, und ihre Rückkehr ist geklärt.");
    c.comment(true, "Warum ist die Maschine wieder da, und wurde dort etwas eingegeben?");
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Rückkehr der Maschine klären",
        "Die neue Maschine galt als außer Betrieb und antwortet wieder. Dort kann ein zweiter ASV-Server anlaufen.",
        "Das System hält ihren ASV-Server an und schaltet seinen Start ab; gelingt es nicht, meldet es eine Störung.",
        "Klären Sie, warum die Maschine wieder da ist und ob dort jemand etwas eingegeben hat. Gearbeitet wird nur auf dem alten Server.",
        "Arbeitete die Maschine schon für andere Schulen, dürfen Sie ihren ASV-Server wieder starten, wenn die umgezogenen Schulen dort entfernt sind.");
  }
}
