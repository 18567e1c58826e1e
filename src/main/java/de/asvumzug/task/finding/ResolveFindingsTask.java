package de.asvumzug.task.finding;

import de.asvumzug.check.finding.OverrulingRepository;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.plan.answer.Replies;
import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.ItemAnswer;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.EvidenceTables;
import de.asvumzug.task.briefing.SchoolVoices;
import de.asvumzug.task.briefing.TaskItem;
import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.task.finding.BlockingFindings.Blocking;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What a check or a school has found is mended, or asked to be overruled: by a reason and a typed
 * word. What guards against two servers, secures or verifies data cannot be overruled.
 */
@Component
final class ResolveFindingsTask implements PersonTask {
  private static final String WORD = "überstimmen";

  /** Set by the check of both machines; in no other model is anything overruled. */
  private static final String WEIGHED = "openFindings";

  /** What the model asks after the task: whether the second person is needed. */
  private static final String ASKED = "overrule";

  private final BlockingFindings findings;
  private final OverrulingRepository store;
  private final OverrulingTables overrulings;
  private final MachineFindings machines;
  private final EvidenceTables evidence;
  private final SchoolVoices voices;
  private final Replies replies;
  private final MigrationLookup migrations;
  private final AuditTrail trail;

  ResolveFindingsTask(
      BlockingFindings findings,
      OverrulingRepository store,
      OverrulingTables overrulings,
      MachineFindings machines,
      EvidenceTables evidence,
      SchoolVoices voices,
      Replies replies,
      MigrationLookup migrations,
      AuditTrail trail) {
    this.findings = findings;
    this.store = store;
    this.overrulings = overrulings;
    this.machines = machines;
    this.evidence = evidence;
    this.voices = voices;
    this.replies = replies;
    this.migrations = migrations;
    this.trail = trail;
  }

  @Override
  public String element() {
    return "resolveFindings";
  }

  @Override
  public Answers answers() {
    return Answers.withComment().yesOrNo("findingsResolved").text("overruleWord").items();
  }

  @Override
  public void check(Completion c) {
    List<ItemAnswer> wanted =
        c.takeItemAnswers().values().stream()
            .filter(answer -> ItemAnswer.OVERRULE.equals(answer.answer()))
            .toList();
    c.confirmed("findingsResolved", "Die Befunde sind behoben oder geklärt.");
    String done = c.comment(true, "Was wurde getan?");
    String word = c.optionalText("overruleWord", "Zur Bestätigung", 100);
    if (!c.knows(WEIGHED)) {
      if (!wanted.isEmpty()) {
        throw new TaskRefused(
            "Überstimmt werden kann nur bei der Prüfung der Server vor dem Umzug. Bitte beheben oder"
                + " klären Sie den Befund.");
      }
      answerSchools(c, done);
      return;
    }
    if (!wanted.isEmpty()) {
      ask(c, wanted, word);
    }
    c.remember(Map.of(ASKED, !wanted.isEmpty()));
  }

  /** The schools that complained read it when they are asked again. */
  private void answerSchools(Completion c, String done) {
    if (!voices.complaints(migrations.get(c.migrationId())).isEmpty()) {
      replies.record(c.migrationId(), c.element(), c.person(), done);
    }
  }

  @Override
  public List<String> mailLines(Migration migration) {
    return voices.complaintLines(migration);
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Befunde beheben",
        "Eine Prüfung oder eine Schule hat etwas gefunden, das vor dem Weitergehen zu klären ist.",
        "Beheben Sie jeden Befund, oder klären Sie ihn mit Betreiber und Schule.",
        "Stehen unten Befunde zur Auswahl, dürfen Sie diese mit Begründung überstimmen; eine zweite Person muss zustimmen. Alles andere sichert die Daten oder schließt zwei laufende Server aus.",
        "Hat eine Schule etwas beanstandet, liest sie in ihrer nächsten Aufgabe, was Sie unten unter „Was wurde getan?“ schreiben; gefragt wird nur sie noch einmal.",
        "Danach wird noch einmal geprüft.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    Migration migration = draft.migration();
    voices.complaintsTable(migration).ifPresent(draft::table);
    if (draft.knows(WEIGHED)) {
      overrulings.asked(migration).ifPresent(draft::table);
      draft.items(items(migration.id()));
    }
    // After the restore these are the ones that wait; before it they are not there yet.
    evidence
        .findings(migration, EvidenceNames.REGULAR_BACKUP, "Regelmäßige Sicherung, neuer Server")
        .ifPresent(draft::table);
    evidence
        .findings(migration, EvidenceNames.CENTRAL_SYSTEM, "Zentralsystem, neuer Server")
        .ifPresent(draft::table);
    evidence
        .findings(migration, EvidenceNames.REACHABILITY, "Erreichbarkeit, neuer Server")
        .ifPresent(draft::table);
    machines.addTo(draft);
  }

  /** Findings that may be overruled, one by one. */
  List<TaskItem> items(String migrationId) {
    return findings.open(migrationId).stream()
        .filter(Blocking::mayBeOverruled)
        .map(ResolveFindingsTask::item)
        .toList();
  }

  private static TaskItem item(Blocking blocking) {
    return new TaskItem(
        blocking.key(),
        blocking.label(),
        blocking.finding().reading() + " (erwartet: " + blocking.finding().limit() + ")");
  }

  private void ask(Completion c, List<ItemAnswer> wanted, String word) {
    Map<Blocking, String> reasons = new LinkedHashMap<>();
    List<Blocking> open = findings.open(c.migrationId());
    for (ItemAnswer answer : wanted) {
      Blocking blocking = overrulable(open, answer.key());
      if (!answer.isReasoned()) {
        throw new TaskRefused(
            "Bitte begründen Sie, warum der Befund „%s“ überstimmt werden soll (3 bis %d Zeichen)."
                .formatted(blocking.label(), ItemAnswer.LONGEST_REASON));
      }
      reasons.put(blocking, answer.reasonOrEmpty());
    }
    if (!word.toLowerCase(Locale.GERMAN).equals(WORD)) {
      throw new TaskRefused(
          """
          Bitte schreiben Sie in das Feld „Zur Bestätigung“ das Wort „%s“. \
          Ohne das wird kein Befund überstimmt."""
              .formatted(WORD));
    }
    reasons.forEach(
        (blocking, reason) ->
            store.ask(
                c.migrationId(),
                c.processInstance(),
                blocking.side(),
                blocking.finding(),
                reason,
                c.person()));
    trail.append(
        c.decision(
            "Befunde sollen überstimmt werden; eine zweite Person muss zustimmen.",
            Map.of("findings", said(reasons))));
  }

  private static List<Map<String, Object>> said(Map<Blocking, String> reasons) {
    return reasons.entrySet().stream()
        .map(
            entry ->
                OverrulingTables.said(
                    entry.getKey().label(), entry.getKey().finding().reading(), entry.getValue()))
        .toList();
  }

  private static Blocking overrulable(List<Blocking> open, String key) {
    return open.stream()
        .filter(one -> one.mayBeOverruled() && one.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new TaskRefused(
                    "Einer der Befunde ist inzwischen nicht mehr offen, lautet anders oder darf nicht"
                        + " überstimmt werden, weil er die Daten sichert oder zwei laufende Server"
                        + " ausschließt. Bitte laden Sie die Seite neu und lesen Sie die Befunde noch"
                        + " einmal."));
  }
}
