package de.asvumzug.notify;

import de.asvumzug.notify.address.AddressChecks;
import de.asvumzug.notify.calendar.CalendarTestAccess;
import de.asvumzug.notify.reminder.DigestWanted;
import de.asvumzug.notify.reminder.WaitingTasks;
import de.asvumzug.notify.template.TemplateTestAccess;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.trail.AuditTrailFixture;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.chain.TrailRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The mails on a real database and a clock that the test moves. */
final class MailFixture {
  static final MailSettings SETTINGS =
      new MailSettings(
          "umzug@amt.example",
          "https://umzug.example",
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(15),
          Duration.ofHours(48),
          Duration.ofMinutes(5),
          Duration.ofSeconds(5),
          Duration.ofMinutes(30));

  final AuditTrailFixture trail = new AuditTrailFixture();
  final Outbox outbox = new Outbox(trail.jdbc);
  final MovableClock clock = new MovableClock(Instant.parse("2026-12-03T09:00:00Z"));
  final OutboxMails mails =
      new OutboxMails(
          outbox,
          TemplateTestAccess.texts(""),
          CalendarTestAccess.invitations(trail.jdbc),
          trail.trail,
          trail.heads(),
          trail.redaction,
          SETTINGS,
          trail.transactions,
          clock);

  final WaitingTasks waiting = new WaitingTasks(trail.jdbc);

  /** Those for whom one mail is to take the place of many. */
  final List<String> digests = new ArrayList<>();

  TaskMails taskMails(Migration... moves) {
    return taskMails(
        id -> Stream.of(moves).filter(move -> move.id().equals(id)).findFirst().orElseThrow(),
        event -> digests.add(((DigestWanted) event).token()));
  }

  TaskMails taskMails(MigrationLookup moves, ApplicationEventPublisher events) {
    return new OutboxTaskMails(mails, waiting, moves, trail.trail, SETTINGS, events, clock);
  }

  final List<MailRefused> refused = new ArrayList<>();
  final RefusedMails refusedMails =
      new RefusedMails(
          outbox,
          trail.trail,
          CalendarTestAccess.entries(trail.jdbc),
          trail.redaction,
          event -> refused.add((MailRefused) event),
          SETTINGS,
          clock);

  Dispatcher dispatcher(JavaMailSender sender) {
    return dispatcher(sender, event -> refused.add((MailRefused) event));
  }

  Dispatcher dispatcher(JavaMailSender sender, ApplicationEventPublisher events) {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    if (sender != null) {
      beans.addBean("mailSender", sender);
    }
    ObjectProvider<JavaMailSender> provider = beans.getBeanProvider(JavaMailSender.class);
    return new Dispatcher(
        outbox,
        new MailMessages(SETTINGS),
        new AddressChecks(trail.jdbc),
        provider,
        trail.trail,
        trail.redaction,
        SETTINGS,
        trail.transactions,
        events,
        clock);
  }

  static JavaMailSenderImpl sender(int port) {
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost("127.0.0.1");
    sender.setPort(port);
    Properties properties = sender.getJavaMailProperties();
    properties.setProperty("mail.smtp.connectiontimeout", "2000");
    properties.setProperty("mail.smtp.timeout", "5000");
    return sender;
  }

  List<MailStatus> all() {
    return outbox.mails(MigrationFixture.ID);
  }

  List<TrailRow> rows(TrailKind kind) {
    return trail.reader.rows(MigrationFixture.ID).stream()
        .filter(row -> row.kind() == kind)
        .toList();
  }

  /** A clock that stands still until it is moved. */
  static final class MovableClock extends Clock {
    private Instant now;

    MovableClock(Instant now) {
      this.now = now;
    }

    void add(Duration time) {
      now = now.plus(time);
    }

    void set(Instant time) {
      now = time;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
