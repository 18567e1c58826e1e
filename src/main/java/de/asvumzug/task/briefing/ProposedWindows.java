package de.asvumzug.task.briefing;

import de.asvumzug.calendar.ScheduleCalendar;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.answer.Replies;
import de.asvumzug.plan.answer.Reply;
import de.asvumzug.plan.answer.Votes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What people read of the windows that are proposed: the old one, the new ones, and why. */
@Component
public class ProposedWindows {
  private static final String DOWNTIME = "Voraussichtlich ohne ASV";
  private static final String PROPOSAL = "proposeSchedule";

  private final Votes votes;
  private final Replies replies;
  private final ScheduleCalendar calendar;

  public ProposedWindows(Votes votes, Replies replies, ScheduleCalendar calendar) {
    this.votes = votes;
    this.replies = replies;
    this.calendar = calendar;
  }

  /** German, from when until when. */
  public static String text(Window window) {
    return GermanFormat.full(window.start()) + " bis " + GermanFormat.full(window.end());
  }

  /** What the calendar says about a window, German; empty if nothing. */
  public String notes(Window window) {
    return calendar.notes(window.start(), window.end()).stream()
        .map(ScheduleCalendar.Note::text)
        .collect(Collectors.joining(" "));
  }

  /** For the school's mail; the text names the windows of the first round by itself. */
  public List<String> lines(Migration migration) {
    List<String> lines = new ArrayList<>();
    Optional<Window> before = votes.before(migration.id());
    before.ifPresent(window -> lines.add("Bisheriger Termin: " + text(window)));
    List<Window> proposed = migration.proposedWindows();
    for (int i = 0; i < proposed.size(); i++) {
      lines.add(label(before.isPresent(), proposed.size(), i) + ": " + text(proposed.get(i)));
    }
    if (!migration.downtimeWords().isEmpty()) {
      lines.add(DOWNTIME + ": " + migration.downtimeWords());
    }
    if (before.isPresent()) {
      reason(migration.id())
          .ifPresent(
              reply -> {
                lines.add(
                    "Geändert: " + GermanFormat.dayAndTime(reply.at()) + ", von " + reply.person());
                lines.add("Grund: " + reply.text());
              });
    }
    return lines;
  }

  private static String label(boolean again, int of, int at) {
    String name = again ? "Neuer Termin" : "Termin";
    return of == 1 ? name : name + " " + (at + 1);
  }

  /**
   * For the school's task: the old window and the new ones.
   *
   * @param asked those that the school is asked about
   */
  public void brief(BriefingDraft draft, List<Window> asked) {
    Migration migration = draft.migration();
    votes
        .before(migration.id())
        .ifPresent(
            window -> {
              draft.fact("Bisheriger Termin", text(window));
              if (asked.size() == 1) {
                draft.fact("Neuer Termin", text(asked.get(0)));
              }
            });
    draft.factIfKnown(DOWNTIME, migration.downtimeWords());
    if (asked.size() == 1) {
      draft.factIfKnown("Zu diesem Termin", notes(asked.get(0)));
    }
    migration.proposedWindows().stream()
        .filter(window -> !asked.contains(window))
        .forEach(window -> draft.fact("Schon zugesagt", text(window)));
  }

  private Optional<Reply> reason(String migrationId) {
    return replies.all(migrationId).stream()
        .filter(reply -> reply.element().equals(PROPOSAL))
        .reduce((first, second) -> second);
  }
}
