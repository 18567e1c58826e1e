package de.asvumzug.task.move;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.PlanVariables;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.answer.Replies;
import de.asvumzug.plan.answer.Vote;
import de.asvumzug.plan.answer.Votes;
import de.asvumzug.plan.answer.WindowMover;
import de.asvumzug.plan.intake.PlanRejected;
import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.SchoolVoices;
import de.asvumzug.task.briefing.TaskText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** A new window, after a school did not agree to the first one. */
@Component
final class ProposeScheduleTask implements PersonTask {
  private static final Duration LONGEST_WINDOW = Duration.ofDays(7);
  private static final Duration FURTHEST = Duration.ofDays(730);

  private final Clock clock = Clock.systemUTC();
  private final WindowMover windows;
  private final Votes votes;
  private final SchoolVoices voices;
  private final Replies replies;

  ProposeScheduleTask(WindowMover windows, Votes votes, SchoolVoices voices, Replies replies) {
    this.windows = windows;
    this.votes = votes;
    this.voices = voices;
    this.replies = replies;
  }

  @Override
  public String element() {
    return "proposeSchedule";
  }

  @Override
  public Answers answers() {
    return Answers.withComment().pointInTime("proposedStart", "proposedEnd");
  }

  @Override
  public void check(Completion c) {
    Instant start = c.date("proposedStart", "neuer Beginn").toInstant();
    Instant end = c.date("proposedEnd", "neues Ende").toInstant();
    requireSensible(start, end);
    String comment = c.comment(false, "Bemerkung");
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
    replies.record(c.migrationId(), c.element(), c.person(), comment);
  }

  @Override
  public List<String> mailLines(Migration migration) {
    return voices.refusalLines(migration);
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Neuen Termin vorschlagen",
        "Nicht alle Schulen haben dem Termin zugestimmt.",
        "Lesen Sie die Rückmeldungen der Schulen in der Tabelle unten.",
        "Legen Sie ein neues Zeitfenster fest; alle Schulen werden noch einmal gefragt und lesen dabei Ihre Bemerkung.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    List<List<String>> rows = new ArrayList<>();
    for (Vote vote : votes.latest(draft.migration().id())) {
      rows.add(
          List.of(
              draft.schoolName(vote.school()),
              vote.agreed() ? "einverstanden" : "nicht einverstanden",
              vote.comment().isBlank() ? "–" : vote.comment(),
              vote.person(),
              GermanFormat.full(vote.at())));
    }
    draft.table(
        new Table(
            "Rückmeldungen der Schulen",
            List.of("Schule", "Antwort", "Bemerkung", "Wer", "Wann"),
            rows));
  }

  private void requireSensible(Instant start, Instant end) {
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
  }
}
