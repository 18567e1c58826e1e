package de.asvumzug.task.incident;

import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.task.briefing.TaskText;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Whether to go on although the window is nearly over. */
@Component
final class DecideOverrunTask implements PersonTask {
  private static final Set<String> DECISIONS = Set.of("goOn", "abort");

  private final AbortPolicy aborting;

  DecideOverrunTask(AbortPolicy aborting) {
    this.aborting = aborting;
  }

  @Override
  public String element() {
    return "decideOverrun";
  }

  @Override
  public Answers answers() {
    return Answers.withComment().text("decision");
  }

  @Override
  public void check(Completion c) {
    String decision = c.text("decision", "Wie geht es weiter?", 20);
    if (!DECISIONS.contains(decision)) {
      throw new TaskRefused("Bitte wählen Sie: weitermachen oder abbrechen.");
    }
    if (decision.equals("abort") && !aborting.isOpen(c.migrationId())) {
      throw new TaskRefused(
          "Der Umzug kann nicht mehr abgebrochen werden: Er ist abgenommen oder wird bereits zurückgenommen.");
    }
    c.comment(true, "Begründung");
    c.rememberPerson("decidedBy");
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Umzugsfenster in Gefahr",
        "Das Umzugsfenster endet bald oder ist schon vorbei, und der Umzug ist noch nicht abgenommen.",
        "Sehen Sie im Leitstand nach, welcher Schritt läuft und wie lange er noch braucht.",
        "Weitermachen: Verständigen Sie die Schulen, dass sie später als vereinbart arbeiten können.",
        "Abbrechen: Der neue Server wird angehalten, der alte geht mit unveränderten Daten wieder in Betrieb; das dauert wenige Minuten.",
        "Ohne Ihre Entscheidung läuft der Umzug weiter.");
  }
}
