package de.asvumzug.notify.calendar;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Which entry goes with a mail. A move has one entry, each of whose states has a number; everybody
 * gets it as a text of their own. All of it happens in the running transaction, like the mail.
 */
@Component
public final class Invitations {
  /** How long a task's entry lasts; it ends when the task is due. */
  private static final Duration TASK = Duration.ofMinutes(30);

  private final CalendarEntries entries;
  private final TaskWishes wishes;

  Invitations(CalendarEntries entries, TaskWishes wishes) {
    this.entries = entries;
    this.wishes = wishes;
  }

  /** The window is agreed, for the first time or anew. */
  public CalendarPart invite(Migration migration, Sender sender, Instant now) {
    CalendarEntry entry =
        entries.tell(
            migration.id(),
            sender.uid(migration.id()),
            migration.window().start(),
            migration.window().end(),
            now);
    return (school, address) -> request(entry, migration, school, address, sender, now);
  }

  /** The move takes longer; nothing if nobody was invited. */
  public CalendarPart prolong(Migration migration, Instant end, Sender sender, Instant now) {
    return standing(migration)
        .map(told -> entries.tell(told.migrationId(), told.uid(), told.start(), end, now))
        .<CalendarPart>map(
            entry -> (school, address) -> request(entry, migration, school, address, sender, now))
        .orElse(CalendarPart.NONE);
  }

  /** Only for who has not got the entry as it stands, such as somebody who was named later. */
  public CalendarPart catchUp(Migration migration, Sender sender, Instant now) {
    return standing(migration)
        .<CalendarPart>map(
            entry ->
                (school, address) ->
                    entries.told(entry.migrationId(), address).orElse(-1) >= entry.sequence()
                        ? null
                        : request(entry, migration, school, address, sender, now))
        .orElse(CalendarPart.NONE);
  }

  /** The move does not take place. */
  public CalendarPart cancel(Migration migration, Sender sender, Instant now) {
    return entries
        .cancel(migration.id(), now)
        .<CalendarPart>map(
            entry -> (school, address) -> cancelled(entry, migration, address, sender, now))
        .orElse(CalendarPart.NONE);
  }

  /** As {@link #cancel}, unless the entry is over: then nobody waits for anything any more. */
  public CalendarPart cancelRest(Migration migration, Sender sender, Instant now) {
    return standing(migration).filter(entry -> entry.end().isAfter(now)).isPresent()
        ? cancel(migration, sender, now)
        : CalendarPart.NONE;
  }

  /**
   * A school's task, if that school wants it.
   *
   * @param task the engine's id
   * @param name German
   * @param due null if it may wait
   */
  public CalendarPart task(
      Migration migration, String task, String name, Instant due, Sender sender, Instant now) {
    if (due == null || !due.isAfter(now)) {
      return CalendarPart.NONE;
    }
    String link = sender.taskLink(task);
    CalendarEntry entry =
        new CalendarEntry(
            migration.id(), sender.uid("aufgabe-" + task), 0, due.minus(TASK), due, false);
    return (school, address) ->
        school == null || !wishes.wants(school.number())
            ? null
            : Parties.of(sender.from(), address)
                .map(
                    parties ->
                        CalendarWriter.request(
                            entry, EntryTexts.ofTask(migration, name, due, link), parties, now))
                .orElse(null);
  }

  private Optional<CalendarEntry> standing(Migration migration) {
    return entries.find(migration.id()).filter(entry -> !entry.cancelled());
  }

  private String request(
      CalendarEntry entry,
      Migration migration,
      School school,
      String address,
      Sender sender,
      Instant now) {
    return Parties.of(sender.from(), address)
        .map(
            parties -> {
              entries.note(entry, address);
              return CalendarWriter.request(
                  entry, text(entry, migration, school, sender), parties, now);
            })
        .orElse(null);
  }

  private String cancelled(
      CalendarEntry entry, Migration migration, String address, Sender sender, Instant now) {
    if (entries.told(entry.migrationId(), address).isEmpty()) {
      return null;
    }
    return Parties.of(sender.from(), address)
        .map(
            parties -> {
              entries.note(entry, address);
              return CalendarWriter.cancel(
                  entry,
                  EntryTexts.ofCancelled(migration, sender.moveLink(migration.id())),
                  parties,
                  now);
            })
        .orElse(null);
  }

  private static EntryText text(
      CalendarEntry entry, Migration migration, School school, Sender sender) {
    return EntryTexts.ofMove(
        migration, school, entry.start(), entry.end(), sender.moveLink(migration.id()));
  }
}
