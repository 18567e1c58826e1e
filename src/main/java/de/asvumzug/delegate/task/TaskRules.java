package de.asvumzug.delegate.task;

import de.asvumzug.check.guard.OutOfUse;
import de.asvumzug.notify.RefusedMails;
import de.asvumzug.plan.MailAddress;
import de.asvumzug.plan.PlanRejected;
import de.asvumzug.plan.PlanVariables;
import de.asvumzug.plan.SchoolAnswers;
import de.asvumzug.plan.Votes;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.WindowMover;
import de.asvumzug.step.CheckValidity;
import de.asvumzug.step.incident.SkipRules;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
  private static final int LONGEST_REASON = 500;
  private static final Set<String> DECISIONS =
      Set.of("retry", "byHand", "skip", "abort", "outOfUse");

  private static final Set<String> CLEARING = Set.of("remove", "byHand", "keep");

  private static final Set<String> OVERRUN_DECISIONS = Set.of("goOn", "abort");

  private final Votes votes;
  private final SchoolAnswers answers;
  private final SecondPerson secondPerson;
  private final AbortPolicy abortDoor;
  private final WayBack wayBack;
  private final WindowMover windows;
  private final TaskItems items;
  private final AuditTrail trail;
  private final CheckValidity checks;
  private final OverruleRules overruling;
  private final RefusedMails mails;
  private final Clock clock;
  private final Map<String, TaskRule> rules = new HashMap<>();

  TaskRules(
      Votes votes,
      SchoolAnswers answers,
      SecondPerson secondPerson,
      AbortPolicy abortDoor,
      WayBack wayBack,
      WindowMover windows,
      TaskItems items,
      AuditTrail trail,
      CheckValidity checks,
      OverruleRules overruling,
      RefusedMails mails) {
    this.votes = votes;
    this.answers = answers;
    this.secondPerson = secondPerson;
    this.abortDoor = abortDoor;
    this.wayBack = wayBack;
    this.windows = windows;
    this.items = items;
    this.trail = trail;
    this.checks = checks;
    this.overruling = overruling;
    this.mails = mails;
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
    rules.put("resolveFindings", overruling::resolve);
    rules.put("confirmOverrule", overruling::confirm);
    rules.put(
        "approveMove",
        c -> confirmation(c, "approved", "Der Umzug ist mit dem Betrieb vereinbar."));
    rules.put(
        "exportReports",
        c -> confirmation(c, "reportsExported", "Die eigenen Berichte sind exportiert."));
    rules.put("confirmPreparation", TaskRules::confirmPreparation);
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
    rules.put(
        "cloneDatabase",
        c -> done(c, "Das Werkzeug hat die Datenbank vollständig und ohne Fehler übertragen."));
    rules.put("confirmOpenClients", this::confirmOpenClients);
  }

  private void schools() {
    rules.put(
        "refreshApplicationData",
        c -> answer(c, "applicationDataRefreshed", "Sind die Anwendungsdaten aktualisiert?"));
    rules.put("recheckData", c -> answer(c, "dataComplete", "Sind Ihre Daten vollständig?"));
    rules.put("completeTenantData", this::completeTenantData);
  }

  private void incidents() {
    rules.put("decideOverrun", this::decideOverrun);
    rules.put(
        "stopOneServer",
        c -> {
          c.confirmed("done", "Der Server, der nicht laufen darf, ist angehalten.");
          c.comment(true, "Wer hatte ihn gestartet, und was wurde dort eingegeben?");
        });
    rules.put(
        "confirmSourceChanged",
        c -> {
          c.confirmed("done", "Die Abweichung ist geklärt.");
          c.comment(true, "Woher kommt die Abweichung?");
        });
    rules.put(
        "performByHand",
        c -> {
          c.confirmed("done", "Der Schritt ist von Hand durchgeführt.");
          c.comment(true, "Was wurde getan?");
        });
    rules.put("callRecipient", this::callRecipient);
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
    rules.put("confirmOutOfUse", TaskRules::confirmOutOfUse);
    rules.put("clearRemains", this::clearRemains);
    rules.put(
        "explainReturn",
        c -> {
          c.confirmed("done", "Auf der Maschine arbeitet niemand, und ihre Rückkehr ist geklärt.");
          c.comment(true, "Warum ist die Maschine wieder da, und wurde dort etwas eingegeben?");
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

  /**
   * A full restore brings back the old system's passwords (trap 17): who does not know the one of
   * sys is locked out of the new server, too, and a new one takes days.
   */
  private static void confirmPreparation(Completion c) {
    c.confirmed("prepared", "Die Vorarbeiten sind erledigt.");
    if (!c.yesOrNo("oldSysLoginWorks", "Klappt die Anmeldung als sys am alten Server?")) {
      throw new TaskRefused(
          "Ohne Anmeldung als sys am alten Server darf der Umzug nicht beginnen: Nach der Einspielung"
              + " gilt auch auf dem neuen Server das alte Kennwort. Ein Ersatzkennwort gibt es nur"
              + " telefonisch von der ASV-Administration im Ministerium; den Termin vermittelt Ihr"
              + " Multiplikator. Schließen Sie die Aufgabe ab, wenn die Anmeldung geklappt hat.");
    }
    c.comment(false, "Bemerkung");
  }

  private void completeTenantData(Completion c) {
    Map<String, ItemAnswer> given = c.takeItemAnswers();
    boolean fine = c.yesOrNo("dataComplete", "Sind die Daten nachgepflegt?");
    String comment = c.comment(!fine, "Wobei brauchen Sie Hilfe?");
    List<TaskItem> gaps = items.of(c.migrationId(), c.element(), c.school());
    if (fine) {
      List<String> open = new ArrayList<>();
      for (TaskItem gap : gaps) {
        ItemAnswer answer = given.get(gap.key());
        if (answer == null || !ItemAnswer.ACCEPTED.equals(answer.answer())) {
          open.add("„" + gap.label() + "“");
        }
      }
      if (!open.isEmpty()) {
        throw new TaskRefused(
            "Bitte bestätigen Sie jeden Punkt einzeln. Es fehlt noch: "
                + String.join(", ", open)
                + ".");
      }
      comment = withAccepted(comment, gaps);
    }
    answers.record(c.migrationId(), c.school(), c.element(), c.person(), fine, comment);
  }

  /** The school's answer keeps what was accepted; where that is too long, how many points. */
  private static String withAccepted(String comment, List<TaskItem> gaps) {
    if (gaps.isEmpty()) {
      return comment;
    }
    String accepted =
        "Einzeln angenommen (%d): %s"
            .formatted(
                gaps.size(), gaps.stream().map(TaskItem::label).collect(Collectors.joining("; ")));
    String all = comment.isEmpty() ? accepted : comment + "\n" + accepted;
    return all.length() <= Completion.SHORT_TEXT
        ? all
        : all.substring(0, Completion.SHORT_TEXT - 2) + " …";
  }

  private void confirmOpenClients(Completion c) {
    Map<String, ItemAnswer> given = c.takeItemAnswers();
    Map<String, Object> said = new LinkedHashMap<>();
    for (TaskItem client : items.of(c.migrationId(), c.element(), null)) {
      said.put(client.label(), aboutClient(client, given.get(client.key())));
    }
    c.comment(false, "Bemerkung");
    trail.append(
        new AuditEvent(
            c.migrationId(),
            TrailKind.DECISION,
            c.person(),
            c.element(),
            null,
            null,
            "Zu jedem offenen Client wurde gesagt, ob er umgestellt ist.",
            Map.of("clients", said)));
  }

  private static String aboutClient(TaskItem client, ItemAnswer answer) {
    if (answer != null && ItemAnswer.DONE.equals(answer.answer())) {
      return "erledigt";
    }
    if (answer == null || !ItemAnswer.LATER.equals(answer.answer())) {
      throw new TaskRefused(
          "Bitte geben Sie zum Client „"
              + client.label()
              + "“ an, ob er umgestellt ist oder später umgestellt wird.");
    }
    String reason = answer.reasonOrEmpty();
    if (reason.length() < 3 || reason.length() > LONGEST_REASON) {
      throw new TaskRefused(
          "Bitte begründen Sie, warum der Client „%s“ erst später umgestellt wird (3 bis %d Zeichen)."
              .formatted(client.label(), LONGEST_REASON));
    }
    return "später: " + reason;
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

  private void decideOverrun(Completion c) {
    String decision = c.text("decision", "Wie geht es weiter?", 20);
    if (!OVERRUN_DECISIONS.contains(decision)) {
      throw new TaskRefused("Bitte wählen Sie: weitermachen oder abbrechen.");
    }
    if (decision.equals("abort") && !abortDoor.isOpen(c.migrationId())) {
      throw new TaskRefused(
          "Der Umzug kann nicht mehr abgebrochen werden: Er ist abgenommen oder wird bereits zurückgenommen.");
    }
    c.comment(true, "Begründung");
    c.rememberPerson("decidedBy");
  }

  private void callRecipient(Completion c) {
    String recipient = c.variable("mailRecipient");
    switch (c.text("decision", "Wie geht es weiter?", 20)) {
      case "resend" -> {
        String address = c.text("address", "Berichtigte Adresse", 254);
        c.comment(false, "Bemerkung");
        try {
          mails.sendTo(c.migrationId(), recipient, address, c.person());
        } catch (IllegalArgumentException e) {
          throw new TaskRefused(
              "„" + address + "“ passt nicht; erwartet wird " + MailAddress.EXPECTED + ".");
        }
      }
      case "called" -> {
        c.comment(true, "Mit wem haben Sie wann gesprochen?");
        mails.told(c.migrationId(), recipient, c.person());
      }
      default ->
          throw new TaskRefused(
              "Bitte wählen Sie: an eine berichtigte Adresse senden oder angerufen.");
    }
  }

  private void handleIncident(Completion c) {
    String decision = c.text("decision", "Wie geht es weiter?", 20);
    if (!DECISIONS.contains(decision)) {
      throw new TaskRefused(
          "Bitte wählen Sie: wiederholen, von Hand erledigen, überspringen, abbrechen oder, bei der"
              + " Rückabwicklung, neue Maschine außer Betrieb.");
    }
    if (decision.equals("outOfUse")) {
      demandWayBackWithoutTarget(c);
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

  /**
   * Whether the machine is really silent is looked at by a step, before and after the second
   * person.
   */
  private void demandWayBackWithoutTarget(Completion c) {
    if (!WayBack.needsTarget(c.failedElement()) || !wayBack.isGone(c.migrationId())) {
      throw new TaskRefused(
          "Außer Betrieb kann die neue Maschine nur gelten, wenn der Umzug zurückgenommen wird und ein"
              + " Schritt daran scheitert, dass sie nicht zu erreichen ist. Bitte wiederholen, von Hand"
              + " erledigen oder abbrechen.");
    }
    if (OutOfUse.How.of(c.text("howOff", "Wie ist es sichergestellt?", 20)).isEmpty()) {
      throw new TaskRefused(
          "Bitte wählen Sie, wie sichergestellt ist, dass die Maschine aus ist und nicht von selbst"
              + " wiederkommt.");
    }
  }

  /** Whatever is said, the machines are looked at again; only what is left needs a reason. */
  private void clearRemains(Completion c) {
    String decision = c.text("decision", "Was soll mit den Resten geschehen?", 20);
    if (!CLEARING.contains(decision)) {
      throw new TaskRefused(
          "Bitte wählen Sie: vom System entfernen lassen, von Hand geräumt oder liegen lassen.");
    }
    if (decision.equals("keep")) {
      trail.append(
          new AuditEvent(
              c.migrationId(),
              TrailKind.DECISION,
              c.person(),
              c.element(),
              null,
              null,
              "Reste des Umzugs bleiben liegen",
              Map.of(
                  "reason",
                  c.text("reason", "Begründung", Completion.SHORT_TEXT),
                  "remains",
                  items.remains(c.migrationId()))));
    } else {
      c.optionalText("reason", "Begründung", Completion.SHORT_TEXT);
    }
  }

  private static void confirmOutOfUse(Completion c) {
    if (c.person().equals(c.variable("decidedBy"))) {
      throw new TaskRefused(
          "Vier-Augen-Prinzip: Wer festgestellt hat, dass die Maschine außer Betrieb ist, darf es nicht"
              + " auch bestätigen. Bitte eine zweite Person übernehmen lassen.");
    }
    c.comment(
        !c.yesOrNo("outOfUseConfirmed", "Ist die Maschine aus und kann nicht wiederkommen?"),
        "Was ist nicht sicher?");
    c.rememberPerson("confirmedBy");
  }

  private static void done(Completion c, String what) {
    confirmation(c, "done", what);
  }

  private static void confirmation(Completion c, String variable, String what) {
    c.confirmed(variable, what);
    c.comment(false, "Bemerkung");
  }
}
