package de.asvumzug.notify;

import de.asvumzug.plan.MigrationLookup;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;

/** The mails and their clock, for tests of what queues them. */
public final class ReminderFixture {
  /** A mail and when it was queued. */
  public record Sent(MailEvent event, String recipient, Instant at) {}

  private final MailFixture fixture = new MailFixture();

  public Mails mails() {
    return fixture.mails;
  }

  public Outbox outbox() {
    return fixture.outbox;
  }

  public Clock clock() {
    return fixture.clock;
  }

  public void set(Instant time) {
    fixture.clock.set(time);
  }

  public TaskMails taskMails(MigrationLookup moves, ApplicationEventPublisher events) {
    return fixture.taskMails(moves, events);
  }

  /** Everything that was queued for a move, in the order of time. */
  public List<Sent> sent(String migrationId) {
    return fixture.outbox.mails(migrationId).stream()
        .map(mail -> new Sent(mail.event(), mail.recipient(), mail.createdAt()))
        .toList();
  }
}
