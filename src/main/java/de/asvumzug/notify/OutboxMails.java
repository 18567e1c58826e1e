package de.asvumzug.notify;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.common.PlainWords;
import de.asvumzug.notify.address.AddressChecks;
import de.asvumzug.notify.calendar.CalendarPart;
import de.asvumzug.notify.calendar.Invitations;
import de.asvumzug.notify.calendar.Sender;
import de.asvumzug.notify.template.GermanTime;
import de.asvumzug.notify.template.MailTexts;
import de.asvumzug.plan.Contacts;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import de.asvumzug.plan.people.Place;
import de.asvumzug.plan.people.Role;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.Redaction;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.chain.TrailHeads;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Renders mails when they are queued, so that they say what was true then. */
@Component
final class OutboxMails implements Mails {
  private final Outbox outbox;
  private final MailTexts texts;
  private final Invitations invitations;
  private final AuditTrail trail;
  private final TrailHeads heads;
  private final Redaction redaction;
  private final MailSettings settings;
  private final TransactionTemplate transaction;
  private final Clock clock;

  @Autowired
  OutboxMails(
      Outbox outbox,
      MailTexts texts,
      Invitations invitations,
      AuditTrail trail,
      TrailHeads heads,
      Redaction redaction,
      MailSettings settings,
      PlatformTransactionManager transactions) {
    this(
        outbox,
        texts,
        invitations,
        trail,
        heads,
        redaction,
        settings,
        transactions,
        Clock.systemUTC());
  }

  OutboxMails(
      Outbox outbox,
      MailTexts texts,
      Invitations invitations,
      AuditTrail trail,
      TrailHeads heads,
      Redaction redaction,
      MailSettings settings,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.outbox = outbox;
    this.texts = texts;
    this.invitations = invitations;
    this.trail = trail;
    this.heads = heads;
    this.redaction = redaction;
    this.settings = settings;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  @Override
  public void planned(Migration migration) {
    queue(MailEvent.PLANNED, migration);
  }

  @Override
  public void checkAddress(Migration migration, Place place) {
    migration
        .person(place)
        .filter(person -> !person.mail().isEmpty())
        .ifPresent(
            person -> {
              Recipient recipient = Recipients.of(migration, place.group(), person.mail());
              String post = post(place, recipient.school());
              queue(
                  MailEvent.ADDRESS_CHECK,
                  migration,
                  List.of(recipient),
                  Map.of("name", typed(person.name()), "post", post, "deputy", place.deputy()));
            });
  }

  private static String post(Place place, School school) {
    String role = place.role().label();
    if (school == null) {
      return role;
    }
    return place.role() == Role.OFFICE ? label(school) : role + ", " + label(school);
  }

  @Override
  public void agreed(Migration migration) {
    withEntry(
        MailEvent.AGREED, migration, Map.of(), now -> invitations.invite(migration, sender(), now));
  }

  @Override
  public void dayBefore(Migration migration) {
    Instant start = migration.window().start();
    if (clock.instant().isAfter(start.minus(settings.latestReminder()))) {
      trail.append(
          new AuditEvent(
              migration.id(),
              TrailKind.NOTE,
              AuditEvent.SYSTEM,
              null,
              null,
              null,
              "Die Erinnerung vor dem Umzug wurde nicht verschickt, weil das Zeitfenster schon"
                  + " begonnen hat oder gleich beginnt.",
              Map.of("windowStart", start.toString())));
    } else {
      withEntry(
          MailEvent.DAY_BEFORE,
          migration,
          Map.of(),
          now -> invitations.catchUp(migration, sender(), now));
    }
  }

  @Override
  public void startsNow(Migration migration) {
    withEntry(
        MailEvent.STARTS_NOW,
        migration,
        Map.of(),
        now -> invitations.catchUp(migration, sender(), now));
  }

  @Override
  public void done(Migration migration) {
    queue(MailEvent.DONE, migration);
  }

  @Override
  public void heldUp(Migration migration) {
    transaction.executeWithoutResult(
        status -> {
          if (outbox.first(migration.id(), MailEvent.HELD_UP)) {
            queue(MailEvent.HELD_UP, migration);
          }
        });
  }

  @Override
  public void delayed(Migration migration, Instant end) {
    withEntry(
        MailEvent.DELAYED,
        migration,
        Map.of("newEnd", GermanFormat.full(end)),
        now -> invitations.prolong(migration, end, sender(), now));
  }

  @Override
  public void rollbackBegins(Migration migration, String reason) {
    queue(
        MailEvent.ROLLBACK_BEGINS,
        migration,
        Recipients.of(MailEvent.ROLLBACK_BEGINS, migration),
        Map.of("reason", said(reason)));
  }

  @Override
  public void rolledBack(Migration migration) {
    withEntry(
        MailEvent.ROLLED_BACK,
        migration,
        Map.of(),
        now -> invitations.cancelRest(migration, sender(), now));
  }

  @Override
  public void remains(Migration migration, List<String> things) {
    queue(
        MailEvent.REMAINS,
        migration,
        Recipients.of(MailEvent.REMAINS, migration),
        Map.of("remains", things.stream().map(thing -> oneLine(redaction.text(thing))).toList()));
  }

  @Override
  public void cancelled(Migration migration, String reason) {
    withEntry(
        MailEvent.CANCELLED,
        migration,
        Map.of("reason", said(reason)),
        now -> invitations.cancel(migration, sender(), now));
  }

  @Override
  public void taskWaiting(Migration migration, String group, WaitingTask task) {
    queue(
        MailEvent.TASK_WAITING,
        migration,
        Recipients.ofGroup(migration, group),
        Map.of(
            "task",
            typed(task.name()),
            "subject",
            typed(task.subject()),
            "heading",
            task.heading(),
            "lines",
            task.lines().stream().map(this::said).toList(),
            "round",
            task.round(),
            "due",
            task.due(),
            "link",
            sender().taskLink(task.id())),
        invitations.task(
            migration, task.id(), task.name(), task.dueAt(), sender(), clock.instant()));
  }

  @Override
  public void takenOver(
      Migration migration, String group, String taskName, String from, String to, String address) {
    Collection<Recipient> recipients =
        address == null || address.isBlank()
            ? Recipients.ofGroup(migration, group)
            : List.of(new Recipient(address.strip(), null));
    queue(
        MailEvent.TAKEN_OVER,
        migration,
        recipients,
        Map.of("task", typed(taskName), "from", typed(from), "to", typed(to)));
  }

  @Override
  public void trouble(Migration migration, String element, String stepName, String schoolNumber) {
    String school =
        migration.schools().stream()
            .filter(candidate -> candidate.number().equals(schoolNumber))
            .map(OutboxMails::label)
            .findFirst()
            .orElse("");
    queue(
        MailEvent.TROUBLE,
        migration,
        Recipients.of(MailEvent.TROUBLE, migration),
        Map.of("step", typed(stepName == null ? element : stepName), "stepSchool", school));
  }

  private void queue(MailEvent event, Migration migration) {
    queue(event, migration, Recipients.of(event, migration), Map.of());
  }

  void queue(
      MailEvent event,
      Migration migration,
      Collection<Recipient> recipients,
      Map<String, Object> more) {
    queue(event, migration, recipients, more, CalendarPart.NONE);
  }

  /** To all whom the event is for; the entry changes in the same transaction. */
  private void withEntry(
      MailEvent event,
      Migration migration,
      Map<String, Object> more,
      Function<Instant, CalendarPart> entry) {
    transaction.executeWithoutResult(
        status ->
            queue(
                event,
                migration,
                Recipients.of(event, migration),
                more,
                entry.apply(clock.instant())));
  }

  private void queue(
      MailEvent event,
      Migration migration,
      Collection<Recipient> recipients,
      Map<String, Object> more,
      CalendarPart calendar) {
    transaction.executeWithoutResult(
        status ->
            recipients.forEach(recipient -> queueOne(event, migration, recipient, more, calendar)));
  }

  private Sender sender() {
    return settings.sender();
  }

  private void queueOne(
      MailEvent event,
      Migration migration,
      Recipient recipient,
      Map<String, Object> more,
      CalendarPart calendar) {
    Instant now = clock.instant();
    Object words = more.getOrDefault("subject", event.subject());
    String subject = event.ofOneMove() ? "[" + migration.id() + "] " + words : words.toString();
    Map<String, Object> facts = facts(migration, recipient.school(), now);
    facts.putAll(more);
    if (isItManagement(migration, recipient)) {
      heads
          .giveOut(migration.id(), "Mail an die IT-Leitung")
          .ifPresent(head -> facts.put("head", head));
    }
    String address =
        outbox.corrected(migration.id(), recipient.address()).orElse(recipient.address());
    MailTexts.Body body = texts.render(event.template(), subject, facts);
    Mail mail =
        new Mail(
            0,
            migration.id(),
            event.name(),
            address,
            subject,
            body.text(),
            body.html(),
            MessageId.of(migration.id(), event, settings),
            outbox.firstMessageId(migration.id(), address).orElse(null),
            0,
            now,
            recipient.school() == null ? null : recipient.school().number(),
            calendar.of(recipient.school(), address));
    outbox.add(mail);
    trail.append(
        MailTrail.line(mail, TrailKind.MAIL_QUEUED, "ist zum Versand vorgemerkt.", Map.of()));
  }

  /**
   * What a mail would say; nothing is queued.
   *
   * @param more facts of this mail alone
   */
  MailTexts.Body preview(
      MailEvent event,
      Migration migration,
      School school,
      String subject,
      Map<String, Object> more) {
    Map<String, Object> facts = facts(migration, school, clock.instant());
    facts.putAll(more);
    return texts.render(event.template(), subject, facts);
  }

  /** Whom to ask; those that the plan names. */
  private static List<String> contacts(Migration migration) {
    Contacts contacts = migration.contacts();
    return contacts == null
        ? List.of()
        : contacts.forQuestions(OutboxMails::typed).stream().map(OutboxMails::oneLine).toList();
  }

  /** They oversee; what they keep proves later that nobody rewrote the trail. */
  private static boolean isItManagement(Migration migration, Recipient recipient) {
    return Recipients.ofGroup(migration, "it-management").stream()
        .anyMatch(one -> one.address().equalsIgnoreCase(recipient.address()));
  }

  private Map<String, Object> facts(Migration migration, School school, Instant now) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("id", migration.id());
    facts.put("head", null);
    facts.put("title", typed(migration.title()));
    facts.put("start", GermanFormat.full(migration.window().start()));
    facts.put("end", GermanFormat.full(migration.window().end()));
    facts.put("downtime", migration.downtimeWords());
    facts.put("distance", GermanTime.distance(migration.window().start(), now));
    facts.put("forSchool", school != null);
    facts.put("school", school == null ? "" : label(school));
    facts.put("schools", migration.schools().stream().map(OutboxMails::label).toList());
    facts.put("oldServer", endLabel(migration.source().address(), migration.source().clientPort()));
    facts.put("newServer", endLabel(migration.target().address(), migration.target().clientPort()));
    facts.put("addressChanges", migration.addressChanges());
    facts.put("link", sender().moveLink(migration.id()));
    facts.put("overview", sender().moveLink(migration.id()));
    facts.put("baseUrl", settings.baseUrl() + "/");
    facts.put("contacts", contacts(migration));
    facts.put("confirmation", settings.baseUrl() + AddressChecks.PLACEHOLDER);
    return facts;
  }

  static String label(School school) {
    return typed(school.name()) + " (" + school.number() + ")";
  }

  private static String endLabel(String address, int port) {
    return oneLine(address) + " (Port " + port + ")";
  }

  /** Empty if nothing was said. */
  private String said(String reason) {
    return reason == null ? "" : typed(redaction.text(reason));
  }

  static String typed(String text) {
    return PlainWords.unlinked(text);
  }

  /** What was typed must not break the lines of a mail or its subject. */
  static String oneLine(String text) {
    return PlainWords.oneLine(text);
  }
}
