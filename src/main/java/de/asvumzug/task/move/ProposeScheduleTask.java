package de.asvumzug.task.move;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
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
import de.asvumzug.task.briefing.ProposedWindows;
import de.asvumzug.task.briefing.ScheduleNotes;
import de.asvumzug.task.briefing.SchoolVoices;
import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.trail.AuditTrail;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Which of the windows it is to be, or which others, after the schools have answered. */
@Component
final class ProposeScheduleTask implements PersonTask {
  private static final Duration LONGEST_WINDOW = Duration.ofDays(7);
  private static final String CHOICE = "choice";
  private static final int MOST = 3;
  private static final Duration FURTHEST = Duration.ofDays(730);

  private final Clock clock = Clock.systemUTC();
  private final WindowMover windows;
  private final Votes votes;
  private final SchoolVoices voices;
  private final Replies replies;
  private final MigrationLookup migrations;
  private final ScheduleNotes notes;
  private final AuditTrail trail;

  ProposeScheduleTask(
      WindowMover windows,
      Votes votes,
      SchoolVoices voices,
      Replies replies,
      MigrationLookup migrations,
      ScheduleNotes notes,
      AuditTrail trail) {
    this.migrations = migrations;
    this.notes = notes;
    this.trail = trail;
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
    return Answers.withComment()
        .text(CHOICE)
        .pointInTime("proposedStart", "proposedEnd")
        .pointInTime("proposedStart2", "proposedEnd2")
        .pointInTime("proposedStart3", "proposedEnd3");
  }

  @Override
  public void check(Completion c) {
    List<Window> chosen = chosen(c);
    chosen.forEach(this::requireSensible);
    String comment = c.comment(false, "Bemerkung");
    Window before = migrations.get(c.migrationId()).window();
    try {
      c.remember(PlanVariables.schedule(windows.propose(c.migrationId(), chosen, c.person())));
    } catch (PlanRejected e) {
      throw new TaskRefused(
          e.errors().stream()
              .map(error -> "Das neue Zeitfenster " + error.message())
              .distinct()
              .collect(Collectors.joining(" ")));
    }
    replies.record(c.migrationId(), c.element(), c.person(), comment);
    trail.append(
        c.decision(
            chosen.size() == 1
                ? "Das Umzugsfenster ist neu festgelegt; gefragt wird, wer ihm noch nicht zugesagt hat."
                : "%d Umzugsfenster sind vorgeschlagen; die Schulen werden danach gefragt."
                    .formatted(chosen.size()),
            Map.of(
                "windowStartBefore",
                before.start().toString(),
                "windowEndBefore",
                before.end().toString(),
                "windows",
                chosen.stream().map(window -> window.start() + "/" + window.end()).toList())));
  }

  /** One of those that are proposed, or one to three new ones. */
  private List<Window> chosen(Completion c) {
    String choice = c.optionalText(CHOICE, "Auswahl", 10);
    if (choice.isEmpty()) {
      List<Window> typed = new ArrayList<>();
      typed.add(window(c, "", ""));
      for (String number : List.of("2", "3")) {
        if (c.answered("proposedStart" + number) || c.answered("proposedEnd" + number)) {
          typed.add(window(c, number, " des " + number + ". Termins"));
        }
      }
      return typed;
    }
    List<Window> proposed = migrations.get(c.migrationId()).proposedWindows();
    if (!choice.matches("[123]") || Integer.parseInt(choice) > proposed.size()) {
      throw new TaskRefused(
          "Diesen Termin gibt es nicht. Bitte wählen Sie einen aus der Tabelle, oder schlagen Sie"
              + " neue vor.");
    }
    if (Stream.of("", "2", "3").anyMatch(number -> c.answered("proposedStart" + number))) {
      throw new TaskRefused(
          "Sie haben einen Termin gewählt und zugleich einen neuen eingetragen. Bitte nur eines von"
              + " beidem.");
    }
    return List.of(proposed.get(Integer.parseInt(choice) - 1));
  }

  private static Window window(Completion c, String number, String which) {
    return new Window(
        c.date("proposedStart" + number, "neuer Beginn" + which).toInstant(),
        c.date("proposedEnd" + number, "neues Ende" + which).toInstant());
  }

  @Override
  public List<String> mailLines(Migration migration) {
    return voices.refusalLines(migration);
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Termin wählen oder neu vorschlagen",
        "Die Schulen haben geantwortet; noch steht kein Termin fest, dem alle zugesagt haben.",
        "Lesen Sie die Rückmeldungen der Schulen in der Tabelle unten.",
        "Wählen Sie einen der Termine, oder schlagen Sie ein bis drei neue vor. Gefragt wird danach nur, wer dem gewählten oder einem neuen Termin noch nicht zugesagt hat; diese Schulen lesen Ihre Bemerkung.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    Migration migration = draft.migration();
    List<Window> proposed = migration.proposedWindows();
    for (int i = 0; i < proposed.size(); i++) {
      Window window = proposed.get(i);
      draft.fact("Termin " + (i + 1), ProposedWindows.text(window));
      notes.addTo(draft, window);
    }
    for (int i = proposed.size() + 1; i <= MOST; i++) {
      draft.closed(CHOICE, String.valueOf(i));
    }
    draft.table(new Table("Rückmeldungen der Schulen", columns(proposed), rows(draft, proposed)));
  }

  private static List<String> columns(List<Window> proposed) {
    List<String> columns = new ArrayList<>(List.of("Schule"));
    for (int i = 1; i <= proposed.size(); i++) {
      columns.add("Termin " + i);
    }
    columns.addAll(List.of("Bemerkung", "Wer", "Wann"));
    return columns;
  }

  private List<List<String>> rows(BriefingDraft draft, List<Window> proposed) {
    Map<String, List<Vote>> bySchool =
        votes.latest(draft.migration().id()).stream()
            .collect(Collectors.groupingBy(Vote::school, TreeMap::new, Collectors.toList()));
    return bySchool.entrySet().stream()
        .map(said -> row(draft.schoolName(said.getKey()), said.getValue(), proposed))
        .toList();
  }

  private static List<String> row(String school, List<Vote> said, List<Window> proposed) {
    Vote last = said.stream().max(Comparator.comparing(Vote::at)).orElseThrow();
    List<String> row = new ArrayList<>(List.of(school));
    for (Window window : proposed) {
      row.add(
          said.stream()
              .filter(vote -> vote.window().equals(window))
              .map(vote -> vote.agreed() ? "passt" : "passt nicht")
              .findFirst()
              .orElse("–"));
    }
    row.add(last.comment().isBlank() ? "–" : last.comment());
    row.add(last.person());
    row.add(GermanFormat.full(last.at()));
    return row;
  }

  private void requireSensible(Window window) {
    Instant start = window.start();
    Instant end = window.end();
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
