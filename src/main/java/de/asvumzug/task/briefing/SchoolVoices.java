package de.asvumzug.task.briefing;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import de.asvumzug.plan.answer.Replies;
import de.asvumzug.plan.answer.Reply;
import de.asvumzug.plan.answer.SchoolAnswer;
import de.asvumzug.plan.answer.SchoolAnswers;
import de.asvumzug.plan.answer.Vote;
import de.asvumzug.plan.answer.Votes;
import de.asvumzug.task.briefing.Briefing.Table;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the schools said, in their own words, and what staff answered. */
@Component
public class SchoolVoices {
  private static final List<String> COLUMNS =
      List.of("Schule", "Aufgabe", "Antwort", "Worte der Schule", "Wer", "Wann");

  private final SchoolAnswers answers;
  private final Votes votes;
  private final Replies replies;

  public SchoolVoices(SchoolAnswers answers, Votes votes, Replies replies) {
    this.answers = answers;
    this.votes = votes;
    this.replies = replies;
  }

  /** The latest answers that say no; these are what technik has to resolve. */
  public List<SchoolAnswer> complaints(Migration migration) {
    return answers.latest(migration.id()).stream().filter(answer -> !answer.fine()).toList();
  }

  /** Votes of the window that is proposed now that say no. */
  public List<Vote> refusals(Migration migration) {
    return votes.latest(migration.id()).stream().filter(vote -> !vote.agreed()).toList();
  }

  /**
   * One answer of a school.
   *
   * @param question German name of the task that asked
   * @param comment may be empty
   */
  public record SchoolSaid(String question, boolean yes, String comment, Instant at) {}

  /** The latest answers of one school, the oldest one first. */
  public List<SchoolSaid> of(String migrationId, String school) {
    Stream<SchoolSaid> window =
        votes.latest(migrationId).stream()
            .filter(vote -> vote.school().equals(school))
            .map(
                vote ->
                    new SchoolSaid(
                        "Termin abstimmen: " + ProposedWindows.text(vote.window()),
                        vote.agreed(),
                        vote.comment(),
                        vote.at()));
    Stream<SchoolSaid> after =
        answers.latest(migrationId).stream()
            .filter(answer -> answer.school().equals(school))
            .map(
                answer ->
                    new SchoolSaid(
                        answer.topic().label(), answer.fine(), answer.comment(), answer.at()));
    return Stream.concat(window, after).sorted(Comparator.comparing(SchoolSaid::at)).toList();
  }

  /** The latest No of each school; empty if there is none. */
  public Optional<Table> complaintsTable(Migration migration) {
    return table("Was die Schulen beanstanden", migration, complaints(migration));
  }

  /** Every latest answer of every school. */
  public Optional<Table> answersTable(Migration migration) {
    return table("Antworten der Schulen", migration, answers.latest(migration.id()));
  }

  private static Optional<Table> table(
      String caption, Migration migration, List<SchoolAnswer> shown) {
    return shown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Table(
                caption,
                COLUMNS,
                shown.stream()
                    .map(
                        answer ->
                            List.of(
                                name(migration, answer.school()),
                                answer.topic().label(),
                                answer.fine() ? "ja" : "nein",
                                words(answer.comment()),
                                answer.person(),
                                GermanFormat.full(answer.at())))
                    .toList()));
  }

  /** One line a complaint, for a mail to staff. */
  public List<String> complaintLines(Migration migration) {
    return complaints(migration).stream()
        .map(answer -> line(migration, answer.school(), answer.topic().label(), answer.comment()))
        .toList();
  }

  /** One line a refused window, for a mail to staff. */
  public List<String> refusalLines(Migration migration) {
    return refusals(migration).stream()
        .map(vote -> line(migration, vote.school(), asked(migration, vote), vote.comment()))
        .toList();
  }

  private static String asked(Migration migration, Vote vote) {
    return migration.alternatives().isEmpty()
        ? "Termin abstimmen"
        : "Termin " + GermanFormat.full(vote.window().start());
  }

  private static String line(Migration migration, String school, String task, String words) {
    return "%s, %s: nein – %s".formatted(name(migration, school), task, words(words));
  }

  /**
   * What a school said the last time in this task, and what staff answered since; nothing if it is
   * asked for the first time.
   *
   * @param element id of the task
   */
  public void addDialogue(BriefingDraft draft, String element) {
    answers.latest(draft.migration().id()).stream()
        .filter(answer -> answer.school().equals(draft.school()))
        .filter(answer -> answer.topic().element().equals(element))
        .findFirst()
        .ifPresent(
            answer -> {
              draft.fact(
                  "Ihre letzte Antwort",
                  "%s – %s (%s, %s)"
                      .formatted(
                          answer.fine() ? "Ja" : "Nein",
                          words(answer.comment()),
                          answer.person(),
                          GermanFormat.full(answer.at())));
              addReplies(draft, "resolveFindings", answer.at());
            });
  }

  /** What staff said about the window that is proposed now; nothing in the first round. */
  public void addProposal(BriefingDraft draft) {
    addReplies(draft, "proposeSchedule", Instant.EPOCH);
  }

  /** The newest one since then. */
  private void addReplies(BriefingDraft draft, String element, Instant since) {
    List<Reply> given =
        replies.all(draft.migration().id()).stream()
            .filter(reply -> reply.element().equals(element) && !reply.at().isBefore(since))
            .toList();
    if (!given.isEmpty()) {
      Reply last = given.get(given.size() - 1);
      draft.fact(
          "Antwort der Technik", "%s (%s)".formatted(last.text(), GermanFormat.full(last.at())));
    }
  }

  private static String name(Migration migration, String number) {
    return migration.schools().stream()
        .filter(school -> school.number().equals(number))
        .map(School::name)
        .map(name -> number + " " + name)
        .findFirst()
        .orElse(number);
  }

  private static String words(String comment) {
    return comment.isBlank() ? "–" : comment;
  }
}
