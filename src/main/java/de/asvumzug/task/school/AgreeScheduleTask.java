package de.asvumzug.task.school;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.answer.Votes;
import de.asvumzug.task.Completion;
import de.asvumzug.task.ItemAnswer;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.ProposedWindows;
import de.asvumzug.task.briefing.SchoolVoices;
import de.asvumzug.task.briefing.TaskItem;
import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.task.school.SchoolQuestion.Said;
import de.asvumzug.task.school.YesOrNo.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A school says of each window that is proposed whether it fits, or why not. */
@Component
final class AgreeScheduleTask implements SchoolTask {
  private static final SchoolForm FORM =
      SchoolForm.of(
              new YesOrNo(
                  "agreed",
                  "Passt der Termin?",
                  new Option(
                      "Ja, der Termin passt",
                      "Haben alle Schulen zugesagt, bekommen Sie eine Mail, dass der Termin feststeht. Am Tag vorher bekommen Sie noch eine."),
                  new Option(
                      "Nein, bitte ein anderer Termin",
                      "Die Technik liest Ihre Worte und sucht einen Termin, der allen passt. Dann fragen wir Sie noch einmal; Sie bekommen dazu eine Mail."),
                  "Warum passt der Termin nicht, welcher wäre besser?"),
              "Wenn der Termin nicht passt: warum nicht, und welcher wäre besser?")
          .withPoints(
              "Welche Termine passen?",
              "Für ein Ja kreuzen Sie bitte jeden Termin an, der passt; für ein Nein keinen.");

  private final Votes votes;
  private final SchoolVoices voices;
  private final ProposedWindows proposals;

  AgreeScheduleTask(Votes votes, SchoolVoices voices, ProposedWindows proposals) {
    this.votes = votes;
    this.voices = voices;
    this.proposals = proposals;
  }

  @Override
  public String element() {
    return "agreeSchedule";
  }

  @Override
  public SchoolForm form() {
    return FORM;
  }

  @Override
  public void check(Completion c) {
    Map<String, ItemAnswer> ticked = c.takeItemAnswers();
    Said said = FORM.question().read(c);
    List<Window> asked = votes.asked(c.migrationId(), c.school());
    Map<Window, Boolean> fits = new LinkedHashMap<>();
    for (Window window : asked) {
      fits.put(window, asked.size() == 1 ? said.yes() : isTicked(window, ticked));
    }
    requireClear(said.yes(), fits.containsValue(true));
    votes.record(c.migrationId(), c.school(), c.person(), fits, said.comment());
  }

  private static boolean isTicked(Window window, Map<String, ItemAnswer> ticked) {
    ItemAnswer answer = ticked.get(key(window));
    return answer != null && ItemAnswer.ACCEPTED.equals(answer.answer());
  }

  private static void requireClear(boolean yes, boolean anyFits) {
    if (yes && !anyFits) {
      throw new TaskRefused(
          "Bitte kreuzen Sie an, welche Termine passen, oder antworten Sie mit Nein.");
    }
    if (!yes && anyFits) {
      throw new TaskRefused(
          "Sie haben Nein geantwortet und doch einen Termin angekreuzt. Passt einer, antworten Sie"
              + " bitte mit Ja.");
    }
  }

  private static String key(Window window) {
    return window.start() + "/" + window.end();
  }

  @Override
  public List<String> mailLines(Migration migration) {
    return proposals.lines(migration);
  }

  @Override
  public String mailHeading() {
    return "Worum es geht:";
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Termin abstimmen",
        "Der ASV-Server Ihrer Schule zieht um. In dieser Zeit kann niemand mit ASV arbeiten.",
        "Prüfen Sie, ob der Termin (bei mehreren: welcher) mit Zeugnissen, Prüfungen und Meldungen vereinbar ist.",
        "Sagen Sie zu, oder schlagen Sie im Feld „Bemerkung“ einen anderen Termin vor.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    voices.addProposal(draft);
    List<Window> asked = votes.asked(draft.migration().id(), draft.school());
    proposals.brief(draft, asked);
    if (asked.size() > 1) {
      draft.items(asked.stream().map(this::item).toList());
    }
  }

  private TaskItem item(Window window) {
    return new TaskItem(key(window), ProposedWindows.text(window), proposals.notes(window));
  }
}
