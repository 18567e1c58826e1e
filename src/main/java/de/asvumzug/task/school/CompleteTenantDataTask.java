package de.asvumzug.task.school;

import de.asvumzug.check.tenant.Gap;
import de.asvumzug.check.tenant.GapRepository;
import de.asvumzug.plan.answer.SchoolAnswers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.ItemAnswer;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.EvidenceTables;
import de.asvumzug.task.briefing.SchoolVoices;
import de.asvumzug.task.briefing.TaskItem;
import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.task.school.SchoolQuestion.Said;
import de.asvumzug.task.school.YesOrNo.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** A school makes up for what a backup of a single school cannot hold, point by point. */
@Component
final class CompleteTenantDataTask implements SchoolTask {
  private static final SchoolForm FORM =
      SchoolForm.of(
              new YesOrNo(
                  "dataComplete",
                  "Sind die Daten nachgepflegt?",
                  new Option("Ja, alles ist nachgepflegt", SchoolAnswerTask.AFTER_YES),
                  new Option("Nein, wir brauchen Hilfe", SchoolAnswerTask.AFTER_NO),
                  "Wobei brauchen Sie Hilfe?"),
              "Wenn nicht: Wobei brauchen Sie Hilfe? Bitte keine Namen von Schülerinnen und Schülern angeben.")
          .withPoints(
              "Was nicht mit umgezogen ist",
              "Für ein Ja bestätigen Sie bitte jeden Punkt: Er ist nachgepflegt oder wird nicht gebraucht.");

  private final GapRepository gaps;
  private final SchoolAnswers answers;
  private final EvidenceTables evidence;
  private final SchoolVoices voices;

  CompleteTenantDataTask(
      GapRepository gaps, SchoolAnswers answers, EvidenceTables evidence, SchoolVoices voices) {
    this.gaps = gaps;
    this.voices = voices;
    this.answers = answers;
    this.evidence = evidence;
  }

  @Override
  public String element() {
    return "completeTenantData";
  }

  @Override
  public SchoolForm form() {
    return FORM;
  }

  @Override
  public void check(Completion c) {
    Map<String, ItemAnswer> given = c.takeItemAnswers();
    Said said = FORM.question().read(c);
    String comment = said.comment();
    List<TaskItem> points = items(c.migrationId(), c.school());
    if (said.yes()) {
      requireAllAccepted(points, given);
      comment = withAccepted(comment, points);
    }
    answers.record(c.migrationId(), c.school(), c.element(), c.person(), said.yes(), comment);
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Daten nachpflegen",
        "Eine schulscharfe Sicherung enthält aus Datenschutzgründen nicht alles.",
        "Gehen Sie die Punkte unten durch: Jeder nennt, was nicht mit umgezogen ist. Bestätigen Sie ihn, wenn er nachgepflegt ist oder nicht gebraucht wird.",
        "Prüfen Sie bei Lehrkräften, die an mehreren Schulen unterrichten, Stammdaten und Einsatz.",
        "Legen Sie schulübergreifende Benutzer neu an.",
        "Importieren Sie Ihre eigenen Berichte.",
        "Brauchen Sie Hilfe, antworten Sie mit Nein; dann müssen Sie keinen Punkt bestätigen.");
  }

  @Override
  public String untilAccepted() {
    return "Bitte nur die genannten Punkte nachpflegen und sonst noch nichts eingeben: Wird der Umzug doch noch abgebrochen, wären Ihre Eingaben weg.";
  }

  @Override
  public void brief(BriefingDraft draft) {
    voices.addDialogue(draft, element());
    evidence.numbers(draft.migration(), draft.school()).ifPresent(draft::table);
    draft.items(items(draft.migration().id(), draft.school()));
  }

  private List<TaskItem> items(String migrationId, String school) {
    return gaps.find(migrationId, school).stream().map(CompleteTenantDataTask::item).toList();
  }

  /** The detail may name persons: it is shown to the school, and kept nowhere. */
  private static TaskItem item(Gap gap) {
    return new TaskItem(
        gap.kind(), gap.title() + " (" + gap.count() + ")", String.join("; ", gap.items()));
  }

  private static void requireAllAccepted(List<TaskItem> points, Map<String, ItemAnswer> given) {
    List<String> open = new ArrayList<>();
    for (TaskItem point : points) {
      ItemAnswer answer = given.get(point.key());
      if (answer == null || !ItemAnswer.ACCEPTED.equals(answer.answer())) {
        open.add("„" + point.label() + "“");
      }
    }
    if (!open.isEmpty()) {
      throw new TaskRefused(
          "Bitte bestätigen Sie jeden Punkt einzeln. Es fehlt noch: %s."
              .formatted(String.join(", ", open)));
    }
  }

  /** The school's answer keeps what was accepted; where that is too long, how many points. */
  private static String withAccepted(String comment, List<TaskItem> points) {
    if (points.isEmpty()) {
      return comment;
    }
    String accepted =
        "Einzeln angenommen (%d): %s"
            .formatted(
                points.size(),
                points.stream().map(TaskItem::label).collect(Collectors.joining("; ")));
    String all = comment.isEmpty() ? accepted : comment + "\n" + accepted;
    return all.length() <= Completion.SHORT_TEXT
        ? all
        : all.substring(0, Completion.SHORT_TEXT - 2) + " …";
  }
}
