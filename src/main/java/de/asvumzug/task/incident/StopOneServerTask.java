package de.asvumzug.task.incident;

import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.step.incident.WorkingServer;
import de.asvumzug.step.incident.WorkingServers;
import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** Both servers answer: somebody stops the wrong one and says what was entered there. */
@Component
final class StopOneServerTask implements PersonTask {
  private final WorkingServers servers;

  StopOneServerTask(WorkingServers servers) {
    this.servers = servers;
  }

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
        "Halten Sie an, was oben unter „Anzuhalten“ steht. Was dort steht, folgt aus dem Stand des Umzugs in diesem Augenblick.",
        "Bitten Sie die Schulen, nichts einzugeben, bis nur noch ein Server läuft.",
        "Klären Sie, wer den Server gestartet hat und was dort eingegeben wurde.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    Migration migration = draft.migration();
    WorkingServer working = servers.now(migration.id());
    draft.fact("Für die Schulen soll jetzt arbeiten", working.label());
    draft.fact(
        "Anzuhalten",
        switch (working) {
          case NEW, NEW_STARTS -> "der alte Server, " + place(migration.source());
          case OLD, OLD_STARTS -> "der neue Server, " + place(migration.target());
          case NONE, LOCKED ->
              "beide, bis der Umzug weiter ist: der alte, %s, und der neue, %s"
                  .formatted(place(migration.source()), place(migration.target()));
        });
  }

  private static String place(Installation server) {
    return "Maschine %s (%s, Port %d)"
        .formatted(server.machine(), server.address(), server.clientPort());
  }
}
