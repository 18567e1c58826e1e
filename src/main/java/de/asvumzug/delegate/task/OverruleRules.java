package de.asvumzug.delegate.task;

import de.asvumzug.check.finding.Overruling;
import de.asvumzug.check.finding.OverrulingRepository;
import de.asvumzug.delegate.task.BlockingFindings.Blocking;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * How a finding of the preparation is overruled: somebody gives a reason and types a word, another
 * person agrees. What guards against two servers, secures or verifies data cannot be overruled.
 */
@Component
final class OverruleRules {
  private static final int LONGEST_REASON = 500;
  private static final String WORD = "überstimmen";

  /** Set by the check of both machines; in no other model is anything overruled. */
  private static final String WEIGHED = "openFindings";

  /** What the model asks after the task: whether the second person is needed. */
  private static final String ASKED = "overrule";

  private final BlockingFindings findings;
  private final OverrulingRepository store;
  private final SecondPerson secondPerson;
  private final AuditTrail trail;

  OverruleRules(
      BlockingFindings findings,
      OverrulingRepository store,
      SecondPerson secondPerson,
      AuditTrail trail) {
    this.findings = findings;
    this.store = store;
    this.secondPerson = secondPerson;
    this.trail = trail;
  }

  /** {@code resolveFindings}: what is done about the findings, or which are to be overruled. */
  void resolve(Completion c) {
    List<ItemAnswer> wanted =
        c.takeItemAnswers().values().stream()
            .filter(answer -> ItemAnswer.OVERRULE.equals(answer.answer()))
            .toList();
    c.confirmed("findingsResolved", "Die Befunde sind behoben oder geklärt.");
    c.comment(true, "Was wurde getan?");
    String word = c.optionalText("overruleWord", "Zur Bestätigung", 100);
    if (!c.knows(WEIGHED)) {
      if (!wanted.isEmpty()) {
        throw new TaskRefused(
            "Überstimmt werden kann nur bei der Prüfung der Server vor dem Umzug. Bitte beheben oder"
                + " klären Sie den Befund.");
      }
      return;
    }
    if (!wanted.isEmpty()) {
      ask(c, wanted, word);
    }
    c.remember(Map.of(ASKED, !wanted.isEmpty()));
  }

  private void ask(Completion c, List<ItemAnswer> wanted, String word) {
    Map<Blocking, String> reasons = new LinkedHashMap<>();
    List<Blocking> open = findings.open(c.migrationId());
    for (ItemAnswer answer : wanted) {
      Blocking blocking = overrulable(open, answer.key());
      String reason = answer.reasonOrEmpty();
      if (reason.length() < 3 || reason.length() > LONGEST_REASON) {
        throw new TaskRefused(
            "Bitte begründen Sie, warum der Befund „%s“ überstimmt werden soll (3 bis %d Zeichen)."
                .formatted(blocking.label(), LONGEST_REASON));
      }
      reasons.put(blocking, reason);
    }
    if (!word.toLowerCase(Locale.GERMAN).equals(WORD)) {
      throw new TaskRefused(
          "Bitte schreiben Sie in das Feld „Zur Bestätigung“ das Wort „"
              + WORD
              + "“. Ohne das wird kein Befund überstimmt.");
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
    note(
        c,
        "Befunde sollen überstimmt werden; eine zweite Person muss zustimmen.",
        Map.of(
            "findings",
            reasons.entrySet().stream()
                .map(
                    entry ->
                        said(
                            entry.getKey().label(),
                            entry.getKey().finding().reading(),
                            entry.getValue()))
                .toList()));
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

  /** {@code confirmOverrule}: the second person agrees to all that was asked for, or to nothing. */
  void confirm(Completion c) {
    String mayNot = "es bestätigen";
    secondPerson.mustDifferInInstance(c, "resolveFindings", "das Überstimmen verlangt hat", mayNot);
    boolean agreed = c.yesOrNo("overruleConfirmed", "Dürfen diese Befunde überstimmt werden?");
    String comment = c.comment(!agreed, "Warum dürfen sie nicht überstimmt werden?");
    List<Overruling> asked = store.asked(c.processInstance());
    if (asked.stream().anyMatch(one -> one.askedBy().equals(c.person()))) {
      throw SecondPerson.refused("das Überstimmen verlangt hat", mayNot);
    }
    store.decide(c.processInstance(), c.person(), agreed, comment);
    List<String> said = new ArrayList<>();
    asked.forEach(
        one ->
            said.add(
                said(
                    BlockingFindings.end(one.side()) + ": " + one.title(),
                    one.reading(),
                    one.reason())));
    note(
        c,
        agreed
            ? "Überstimmt: Der Umzug darf trotz dieser Befunde weitergehen."
            : "Nicht überstimmt: Die Befunde sind zu beheben.",
        Map.of(
            "findings",
            said,
            "askedBy",
            asked.stream().map(Overruling::askedBy).distinct().collect(Collectors.joining(", ")),
            "decidedBy",
            c.person()));
  }

  private static String said(String label, String reading, String reason) {
    return label + " (" + reading + "). Begründung: " + reason;
  }

  private void note(Completion c, String text, Map<String, Object> details) {
    trail.append(
        new AuditEvent(
            c.migrationId(),
            TrailKind.DECISION,
            c.person(),
            c.element(),
            null,
            null,
            text,
            details));
  }
}
