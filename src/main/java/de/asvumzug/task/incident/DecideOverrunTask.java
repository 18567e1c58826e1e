package de.asvumzug.task.incident;

import de.asvumzug.step.incident.ExpectedEnds;
import de.asvumzug.step.incident.WorkingServers;
import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.task.incident.OpenIncidents.OpenIncident;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Whether to go on although the window is nearly over. */
@Component
final class DecideOverrunTask implements PersonTask {
  private static final Set<String> DECISIONS = Set.of("goOn", "abort");

  private static final Duration FURTHEST = Duration.ofDays(7);

  private final AbortPolicy aborting;
  private final OpenIncidents incidents;
  private final WorkingServers servers;
  private final Clock clock = Clock.systemUTC();

  DecideOverrunTask(AbortPolicy aborting, OpenIncidents incidents, WorkingServers servers) {
    this.aborting = aborting;
    this.incidents = incidents;
    this.servers = servers;
  }

  @Override
  public String element() {
    return "decideOverrun";
  }

  @Override
  public Answers answers() {
    return Answers.withComment().text("decision").pointInTime(ExpectedEnds.END);
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
    // A task of an older model has a form that does not ask for it.
    if (decision.equals("goOn") && c.knows(ExpectedEnds.ASKED)) {
      requireSensible(c.date(ExpectedEnds.END, "neues erwartetes Ende").toInstant());
    }
    c.comment(true, "Begründung");
    c.rememberPerson("decidedBy");
  }

  private void requireSensible(Instant end) {
    Instant now = clock.instant();
    if (!end.isAfter(now)) {
      throw new TaskRefused(
          "Das neue erwartete Ende liegt in der Vergangenheit. Bitte geben Sie an, bis wann der Umzug voraussichtlich dauert.");
    }
    if (end.isAfter(now.plus(FURTHEST))) {
      throw new TaskRefused(
          "Das neue erwartete Ende liegt mehr als sieben Tage voraus. Bitte prüfen Sie es.");
    }
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Umzugsfenster in Gefahr",
        "Das Umzugsfenster endet bald oder ist schon vorbei, und der Umzug ist noch nicht abgenommen.",
        "Sehen Sie im Leitstand nach, welcher Schritt läuft und wie lange er noch braucht.",
        "Weitermachen: Nennen Sie das neue erwartete Ende. Die Schulen bekommen es sofort mit einer Mail; ist es erreicht, werden Sie noch einmal gefragt.",
        "Abbrechen: Der neue Server wird angehalten, der alte mit dem Stand von vor dem Umzug verglichen und wieder in Betrieb genommen; das dauert etwa so lange wie „Prüfsummen erheben“ bei der Sicherung. Die Schulen lesen Ihre Begründung in der Mail, die sofort hinausgeht.",
        "Ohne Ihre Entscheidung läuft der Umzug weiter.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    String migration = draft.migration().id();
    draft.fact("Für die Schulen soll jetzt arbeiten", servers.now(migration).label());
    List<OpenIncident> open = incidents.of(migration);
    draft.fact(
        "Störungen",
        open.isEmpty() ? "keine offen" : open.size() + " offen; der Umzug steht dort still");
    open.forEach(one -> draft.fact("Offene Störung", one.sentence()));
  }
}
