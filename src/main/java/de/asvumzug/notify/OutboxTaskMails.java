package de.asvumzug.notify;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.notify.reminder.AskedTask;
import de.asvumzug.notify.reminder.DigestWanted;
import de.asvumzug.notify.reminder.WaitingTasks;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Queues reminders as {@link OutboxMails} queues all mails. */
@Component
final class OutboxTaskMails implements TaskMails {
  /** Two mails about one task within this time would be a nuisance. */
  private static final Duration LEAVE_ALONE = Duration.ofHours(4);

  /** Up to so many open tasks a person gets a mail for each. */
  private static final int FEW = 3;

  private static final String MANAGEMENT = "it-management";

  private final OutboxMails mails;
  private final WaitingTasks waiting;
  private final MigrationLookup migrations;
  private final AuditTrail trail;
  private final MailSettings settings;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  OutboxTaskMails(
      OutboxMails mails,
      WaitingTasks waiting,
      MigrationLookup migrations,
      AuditTrail trail,
      MailSettings settings,
      ApplicationEventPublisher events,
      Clock clock) {
    this.mails = mails;
    this.waiting = waiting;
    this.migrations = migrations;
    this.trail = trail;
    this.settings = settings;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public void asked(Migration migration, String group, WaitingTask task) {
    note(migration, task, Recipients.ofGroup(migration, group));
  }

  @Override
  public void remind(Migration migration, String group, WaitingTask task) {
    Instant now = clock.instant();
    List<Recipient> single = new ArrayList<>();
    for (Recipient recipient : Recipients.ofGroup(migration, group)) {
      Optional<Instant> told = waiting.told(task.id(), recipient.address());
      if (told.isPresent() && told.get().plus(LEAVE_ALONE).isAfter(now)) {
        continue;
      }
      if (waiting.of(recipient.address()).size() > FEW) {
        events.publishEvent(new DigestWanted(waiting.token(recipient.address())));
      } else {
        single.add(recipient);
      }
    }
    mails.queue(
        MailEvent.TASK_REMINDER,
        migration,
        single,
        facts(task, "Erinnerung: " + OutboxMails.typed(task.name())));
    note(migration, task, single);
  }

  @Override
  public void tellDeputies(Migration migration, String group, WaitingTask task) {
    Collection<Recipient> deputies = Recipients.deputies(migration, group);
    if (deputies.isEmpty()) {
      tellManagement(migration, group, task);
      return;
    }
    overdue(migration, group, task, deputies, true);
    note(migration, task, deputies);
  }

  @Override
  public void tellManagement(Migration migration, String group, WaitingTask task) {
    Collection<Recipient> management = Recipients.ofGroup(migration, MANAGEMENT);
    List<Recipient> untold =
        management.stream()
            .filter(
                one -> group.equals(MANAGEMENT) || waiting.told(task.id(), one.address()).isEmpty())
            .toList();
    overdue(migration, group, task, untold, false);
    note(migration, task, untold);
    if (management.isEmpty()) {
      trail.append(
          new AuditEvent(
              migration.id(),
              TrailKind.NOTE,
              AuditEvent.SYSTEM,
              task.element(),
              null,
              null,
              "Die Aufgabe „%s“ ist überfällig, und der Plan nennt niemanden, dem es zu sagen wäre."
                  .formatted(task.name()),
              Map.of("task", task.id(), "groups", List.of(group))));
    }
  }

  private void overdue(
      Migration migration,
      String group,
      WaitingTask task,
      Collection<Recipient> recipients,
      boolean deputies) {
    Map<String, Object> facts = facts(task, "Überfällig: " + OutboxMails.typed(task.name()));
    facts.put("dueAt", GermanFormat.full(task.dueAt()));
    facts.put("forDeputy", deputies);
    facts.put(
        "taskSchool",
        migration.schools().stream()
            .filter(school -> school.group().equals(group))
            .map(OutboxMails::label)
            .findFirst()
            .orElse(""));
    facts.put("askedPeople", people(migration, group, deputies));
    mails.queue(MailEvent.TASK_OVERDUE, migration, recipients, facts);
  }

  /** Whom to call: those who were asked, for IT management the deputies too. */
  private static List<String> people(Migration migration, String group, boolean withoutDeputies) {
    return migration.people(group).stream()
        .filter(person -> !(withoutDeputies && person.deputy()))
        .map(person -> person.post() + ": " + person.reach(OutboxMails::typed))
        .map(OutboxMails::oneLine)
        .toList();
  }

  private Map<String, Object> facts(WaitingTask task, String subject) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("task", OutboxMails.typed(task.name()));
    facts.put("subject", subject);
    facts.put("due", task.due());
    facts.put("link", settings.sender().taskLink(task.id()));
    return facts;
  }

  /** They know of it as of now. */
  private void note(Migration migration, WaitingTask task, Collection<Recipient> recipients) {
    recipients.forEach(
        recipient ->
            waiting.asked(
                new AskedTask(
                    task.id(),
                    migration.id(),
                    OutboxMails.oneLine(task.name()),
                    recipient.school() == null ? null : recipient.school().number(),
                    task.dueAt()),
                recipient.address(),
                clock.instant()));
  }

  @Override
  public void answered(String taskId) {
    waiting.answered(taskId);
  }

  @Override
  public void digest(String token) {
    waiting.recipient(token).ifPresent(recipient -> digest(recipient, waiting.of(recipient)));
  }

  private void digest(String recipient, List<AskedTask> open) {
    // In order: whoever writes on several trails takes their locks in the same one.
    SortedMap<String, Migration> moves = new TreeMap<>();
    open.forEach(task -> moves.computeIfAbsent(task.migrationId(), migrations::get));
    Migration first = moves.get(moves.firstKey());
    Recipient to = Recipients.known(first, recipient);
    mails.queue(
        MailEvent.DIGEST,
        first,
        List.of(to),
        Map.of(
            "subject",
            open.size() == 1
                ? "Eine Aufgabe wartet auf Sie"
                : "%d Aufgaben warten auf Sie".formatted(open.size()),
            "count",
            open.size(),
            "severalMoves",
            true,
            "tasks",
            open.stream().map(task -> line(moves.get(task.migrationId()), task)).toList()));
    moves.keySet().stream()
        .skip(1)
        .forEach(
            id ->
                trail.append(
                    new AuditEvent(
                        id,
                        TrailKind.NOTE,
                        AuditEvent.SYSTEM,
                        null,
                        null,
                        null,
                        "Offene Aufgaben dieses Umzugs stehen in einer Übersicht, die zum Versand"
                            + " vorgemerkt ist; ihr Weg steht im Protokoll von "
                            + first.id()
                            + ".",
                        Map.of("mailOf", first.id()))));
    open.forEach(task -> waiting.asked(task, recipient, clock.instant()));
  }

  private Map<String, String> line(Migration migration, AskedTask task) {
    String school =
        migration.schools().stream()
            .filter(one -> one.number().equals(task.school()))
            .map(one -> ", " + OutboxMails.label(one))
            .findFirst()
            .orElse("");
    return Map.of(
        "line",
        "%s: %s%s, bis %s"
            .formatted(
                migration.id(),
                OutboxMails.typed(task.name()),
                school,
                GermanFormat.full(task.due())),
        "link",
        settings.sender().taskLink(task.id()));
  }
}
