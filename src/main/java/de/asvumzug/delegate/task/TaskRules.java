package de.asvumzug.delegate.task;

import de.asvumzug.plan.PlanRejected;
import de.asvumzug.plan.PlanVariables;
import de.asvumzug.plan.SchoolAnswers;
import de.asvumzug.plan.Votes;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.WindowMover;
import de.asvumzug.step.CheckValidity;
import de.asvumzug.step.SkipRules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The rules of all tasks, by element. The forms check the same for convenience; these hold for
 * every way in. An element without a rule of its own (the manual twins {@code <id>Manually}) needs
 * the confirmation that it is done.
 */
@Component
final class TaskRules {
  private static final Duration LONGEST_WINDOW = Duration.ofDays(7);
  private static final Duration FURTHEST = Duration.ofDays(730);
  private static final Set<String> DECISIONS = Set.of("retry", "byHand", "skip", "abort");

  private final Votes votes;
  private final SchoolAnswers answers;
  private final SecondPerson secondPerson;
  private final AbortDoor abortDoor;
  private final WindowMover windows;
  private final CheckValidity checks;
  private final Clock clock;
  private final Map<String, TaskRule> rules = new HashMap<>();

  TaskRules(
      Votes votes,
      SchoolAnswers answers,
      SecondPerson secondPerson,
      AbortDoor abortDoor,
      WindowMover windows,
      CheckValidity checks) {
    this.votes = votes;
    this.answers = answers;
    this.secondPerson = secondPerson;
    this.abortDoor = abortDoor;
    this.windows = windows;
    this.checks = checks;
    this.clock = Clock.systemUTC();
    preparation();
    cutover();
    schools();
    incidents();
  }

  /** The rule of an element; for one without a rule of its own: it must be confirmed as done. */
  TaskRule of(String element) {
    return rules.getOrDefault(element, c -> done(c, "Die Arbeit ist erledigt."));
  }

  private void preparation() {
    rules.put("agreeSchedule", this::agreeSchedule);
    rules.put("proposeSchedule", this::proposeSchedule);
    rules.put(
        "resolveFindings",
        c -> {
          c.confirmed("findingsResolved", "Die Befunde sind behoben oder geklärt.");
          c.comment(true, "Was wurde getan?");
        });
    rules.put(
        "approveMove",
        c -> confirmation(c, "approved", "Der Umzug ist mit dem Betrieb vereinbar."));
    rules.put(
        "exportReports",
        c -> confirmation(c, "reportsExported", "Die eigenen Berichte sind exportiert."));
    rules.put(
        "confirmPreparation", c -> confirmation(c, "prepared", "Die Vorarbeiten sind erledigt."));
  }

  private void cutover() {
    rules.put(
        "releaseCutover",
        c -> {
          secondPerson.mustDifferInMove(
              c, "confirmPreparation", "die Vorarbeiten bestätigt hat", "die Umstellung freigeben");
          confirmation(c, "released", "Die Umstellung wird freigegeben.");
          checks
              .refusal(c.migrationId())
              .ifPresent(
                  reason -> {
                    throw new TaskRefused(reason);
                  });
        });
    rules.put("confirmSysLogin", TaskRules::login);
    rules.put("confirmOriginalLogin", TaskRules::login);
    rules.put("confirmSourceLogin", TaskRules::login);
    rules.put(
        "acceptMigration",
        c ->
            c.comment(
                !c.yesOrNo("accepted", "Nehmen Sie den Umzug ab?"),
                "Was spricht gegen die Abnahme?"));
    rules.put(
        "deleteTenantOnSource", c -> done(c, "Die Schule ist auf dem alten Server gelöscht."));
  }

  private void schools() {
    rules.put(
        "refreshApplicationData",
        c -> answer(c, "applicationDataRefreshed", "Sind die Anwendungsdaten aktualisiert?"));
    rules.put("recheckData", c -> answer(c, "dataComplete", "Sind Ihre Daten vollständig?"));
    rules.put("completeTenantData", c -> answer(c, "dataComplete", "Sind die Daten nachgepflegt?"));
  }

  private void incidents() {
    rules.put(
        "performByHand",
        c -> {
          c.confirmed("done", "Der Schritt ist von Hand durchgeführt.");
          c.comment(true, "Was wurde getan?");
        });
    rules.put("handleIncident", this::handleIncident);
    rules.put(
        "confirmSkip",
        c -> {
          secondPerson.mustDifferInInstance(
              c, "handleIncident", "über das Überspringen entschieden hat", "es bestätigen");
          c.comment(
              !c.yesOrNo("skipConfirmed", "Darf der Schritt übersprungen werden?"),
              "Warum darf der Schritt nicht übersprungen werden?");
          c.rememberPerson("confirmedBy");
        });
  }

  private void agreeSchedule(Completion c) {
    boolean agreed = c.yesOrNo("agreed", "Passt der vorgeschlagene Termin?");
    String comment = c.comment(!agreed, "Warum passt der Termin nicht, welcher wäre besser?");
    votes.record(c.migrationId(), c.school(), c.person(), agreed, comment);
  }

  private void proposeSchedule(Completion c) {
    Instant start = c.date("proposedStart", "neuer Beginn").toInstant();
    Instant end = c.date("proposedEnd", "neues Ende").toInstant();
    Instant now = clock.instant();
    if (!start.isAfter(now)) {
      throw new TaskRefused("Der neue Beginn liegt in der Vergangenheit. Bitte später beginnen.");
    }
    if (start.isAfter(now.plus(FURTHEST))) {
      throw new TaskRefused("Der neue Beginn liegt mehr als zwei Jahre voraus. Bitte prüfen.");
    }
    if (!end.isAfter(start)) {
      throw new TaskRefused("Das neue Ende muss nach dem neuen Beginn liegen.");
    }
    if (Duration.between(start, end).compareTo(LONGEST_WINDOW) > 0) {
      throw new TaskRefused("Das Zeitfenster ist länger als sieben Tage. Bitte das Ende prüfen.");
    }
    c.comment(false, "Bemerkung");
    try {
      c.remember(
          PlanVariables.schedule(
              windows.moveWindow(c.migrationId(), new Window(start, end), c.person())));
    } catch (PlanRejected e) {
      throw new TaskRefused(
          e.errors().stream()
              .map(error -> "Das neue Zeitfenster " + error.message())
              .collect(Collectors.joining(" ")));
    }
  }

  private void answer(Completion c, String variable, String question) {
    boolean fine = c.yesOrNo(variable, question);
    String comment = c.comment(!fine, "Was fehlt oder stimmt nicht?");
    answers.record(c.migrationId(), c.school(), c.element(), c.person(), fine, comment);
  }

  private static void login(Completion c) {
    boolean works = c.yesOrNo("loginWorks", "Klappt die Anmeldung?");
    c.comment(!works, "Was passiert bei der Anmeldung?");
  }

  private void handleIncident(Completion c) {
    String decision = c.text("decision", "Wie geht es weiter?", 20);
    if (!DECISIONS.contains(decision)) {
      throw new TaskRefused(
          "Bitte wählen Sie: wiederholen, von Hand erledigen, überspringen oder abbrechen.");
    }
    if (decision.equals("skip") && !SkipRules.mayBeSkipped(c.failedElement())) {
      throw new TaskRefused(
          "Dieser Schritt sichert die Daten oder schließt zwei laufende Server aus und darf nicht"
              + " übersprungen werden. Bitte wiederholen, von Hand erledigen oder abbrechen.");
    }
    if (decision.equals("abort") && !abortDoor.isOpen(c.migrationId())) {
      throw new TaskRefused(
          "Der Umzug kann an dieser Stelle nicht mehr abgebrochen werden: Er ist abgenommen oder wird"
              + " bereits zurückgenommen. Bitte wiederholen oder von Hand erledigen.");
    }
    if (decision.equals("retry")) {
      c.optionalText("reason", "Begründung", Completion.SHORT_TEXT);
    } else {
      c.text("reason", "Begründung", Completion.SHORT_TEXT);
    }
    c.rememberPerson("decidedBy");
  }

  private static void done(Completion c, String what) {
    confirmation(c, "done", what);
  }

  private static void confirmation(Completion c, String variable, String what) {
    c.confirmed(variable, what);
    c.comment(false, "Bemerkung");
  }
}
