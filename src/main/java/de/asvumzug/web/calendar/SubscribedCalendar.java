package de.asvumzug.web.calendar;

import de.asvumzug.notify.MailSettings;
import de.asvumzug.notify.calendar.CalendarEntries;
import de.asvumzug.notify.calendar.CalendarEntry;
import de.asvumzug.notify.calendar.CalendarWriter;
import de.asvumzug.notify.calendar.CalendarWriter.Item;
import de.asvumzug.notify.calendar.EntryTexts;
import de.asvumzug.notify.calendar.Sender;
import de.asvumzug.notify.calendar.TaskWishes;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import de.asvumzug.plan.Window;
import de.asvumzug.web.move.MoveState;
import de.asvumzug.web.move.MoveView;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.move.Viewer;
import de.asvumzug.web.overview.OverviewReader;
import de.asvumzug.web.school.SchoolTasks;
import de.asvumzug.web.school.SchoolTasks.OpenTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** What a person's calendar shows at this moment. */
@Service
class SubscribedCalendar {
  /** Before that nobody looks back. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final Duration TASK = Duration.ofMinutes(30);

  private final Moves moves;
  private final OverviewReader overview;
  private final CalendarEntries entries;
  private final TaskWishes wishes;
  private final SchoolTasks tasks;
  private final Sender sender;

  SubscribedCalendar(
      Moves moves,
      OverviewReader overview,
      CalendarEntries entries,
      TaskWishes wishes,
      SchoolTasks tasks,
      MailSettings settings) {
    this.moves = moves;
    this.overview = overview;
    this.entries = entries;
    this.wishes = wishes;
    this.tasks = tasks;
    this.sender = settings.sender();
  }

  /** iCalendar text. */
  String of(Viewer viewer, Instant now) {
    List<MoveView> shown = shown(viewer, now);
    List<Item> items = new ArrayList<>();
    shown.stream().flatMap(move -> move(move, viewer).stream()).forEach(items::add);
    items.addAll(tasks(viewer, shown, now));
    return CalendarWriter.feed("ASV-Umzüge", items, now);
  }

  private List<MoveView> shown(Viewer viewer, Instant now) {
    Instant since = now.minus(KEPT);
    Stream<MoveView> all =
        viewer.staff()
            ? overview.endingAfter(since).stream().map(id -> moves.get(id, viewer))
            : moves.ofSchools(viewer).stream();
    return all.filter(move -> move.plan().window().end().isAfter(since))
        .filter(move -> move.status().state() != MoveState.ABORTED)
        .filter(move -> move.status().state() != MoveState.ROLLING_BACK)
        .toList();
  }

  private Optional<Item> move(MoveView move, Viewer viewer) {
    Optional<CalendarEntry> told = entries.find(move.id());
    if (told.filter(CalendarEntry::cancelled).isPresent()) {
      return Optional.empty();
    }
    Window planned = move.plan().window();
    // A window that was moved is told to nobody before it is agreed.
    boolean agreed = told.filter(entry -> entry.tells(planned.start())).isPresent();
    Instant end = agreed ? told.get().end() : planned.end();
    School school =
        viewer.staff() || move.plan().schools().isEmpty() ? null : move.plan().schools().get(0);
    return Optional.of(
        new Item(
            told.map(CalendarEntry::uid).orElse(sender.uid(move.id())),
            told.map(CalendarEntry::sequence).orElse(0),
            planned.start(),
            end,
            agreed,
            EntryTexts.ofMove(
                move.plan(), school, planned.start(), end, sender.moveLink(move.id()))));
  }

  private List<Item> tasks(Viewer viewer, List<MoveView> shown, Instant now) {
    Map<String, Migration> plans =
        shown.stream()
            .map(MoveView::plan)
            .collect(Collectors.toMap(Migration::id, Function.identity()));
    List<String> wanting =
        viewer.schoolGroups().stream().filter(group -> wishes.wants(number(group))).toList();
    return tasks.open(wanting).stream()
        .filter(task -> task.due() != null && task.due().isAfter(now))
        .filter(task -> plans.containsKey(task.migrationId()))
        .map(task -> task(task, plans.get(task.migrationId())))
        .toList();
  }

  private Item task(OpenTask task, Migration plan) {
    return new Item(
        sender.uid("aufgabe-" + task.id()),
        0,
        task.due().minus(TASK),
        task.due(),
        true,
        EntryTexts.ofTask(plan, task.name(), task.due(), sender.taskLink(task.id())));
  }

  /** Schulnummer of a school's group. */
  static String number(String group) {
    return group.substring(group.lastIndexOf('-') + 1);
  }
}
