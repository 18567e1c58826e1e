package de.asvumzug.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code umzug.mail}. */
@Component
public final class Outbox {
  private static final String OPEN =
      " where migration_id = :id and lower(recipient) = lower(:recipient) and refused_at is not null"
          + " and settled_at is null order by id";

  private final JdbcClient jdbc;

  Outbox(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** All mails of a move, oldest first, for people who want to know what was told to whom. */
  public List<MailStatus> mails(String migrationId) {
    return jdbc.sql("select * from umzug.mail where migration_id = :id order by id")
        .param("id", migrationId)
        .query(Outbox::status)
        .list();
  }

  /**
   * What all mails of a move to a person refer to: the Message-ID of the first one, also if it went
   * to an address that was corrected since.
   */
  Optional<String> firstMessageId(String migrationId, String recipient) {
    return jdbc.sql(
            """
            select coalesce(thread_id, message_id) from umzug.mail
             where migration_id = :id
               and (lower(recipient) = lower(:recipient)
                    or lower(recipient) in (select refused from umzug.mail_correction
                                             where migration_id = :id
                                               and lower(corrected) = lower(:recipient)))
             order by id limit 1""")
        .param("id", migrationId)
        .param("recipient", recipient)
        .query(String.class)
        .optional();
  }

  /**
   * Whether no mail about this was queued for the move yet. Until the transaction ends nobody else
   * gets an answer, so that one of two nodes queues it.
   */
  boolean first(String migrationId, MailEvent event) {
    lock("mail " + migrationId + " " + event);
    return jdbc.sql(
            "select not exists (select 1 from umzug.mail where migration_id = :id and event = :event)")
        .param("id", migrationId)
        .param("event", event.name())
        .query(Boolean.class)
        .single();
  }

  void add(Mail mail) {
    jdbc.sql(
            "insert into umzug.mail (migration_id, event, recipient, subject, body_text, body_html,"
                + " message_id, thread_id, next_try, created_at, school, calendar) values (:id, :event,"
                + " :recipient, :subject, :text, :html, :message, :thread, :at, :at, :school,"
                + " :calendar)")
        .param("school", mail.school())
        .param("calendar", mail.calendar())
        .param("id", mail.migrationId())
        .param("event", mail.event())
        .param("recipient", mail.recipient())
        .param("subject", mail.subject())
        .param("text", mail.text())
        .param("html", mail.html())
        .param("message", mail.messageId())
        .param("thread", mail.threadId())
        .param("at", utc(mail.createdAt()))
        .update();
  }

  /**
   * Takes the oldest mail that is due and pushes its next try to {@code until}, in one statement:
   * two dispatchers never take the same one, and if this one dies, another try follows then.
   */
  Optional<Mail> claim(Instant now, Instant until) {
    return jdbc.sql(
            "update umzug.mail set attempts = attempts + 1, next_try = :until where id = (select id"
                + " from umzug.mail where state = 'QUEUED' and next_try <= :now order by next_try, id"
                + " limit 1 for update skip locked) returning *")
        .param("now", utc(now))
        .param("until", utc(until))
        .query(Outbox::mail)
        .optional();
  }

  void sent(long id, Instant at) {
    jdbc.sql(
            "update umzug.mail set state = 'SENT', sent_at = :at, last_error = null where id = :id")
        .param("id", id)
        .param("at", utc(at))
        .update();
  }

  void failed(long id, String error, Instant nextTry) {
    jdbc.sql("update umzug.mail set last_error = :error, next_try = :next where id = :id")
        .param("id", id)
        .param("error", error)
        .param("next", utc(nextTry))
        .update();
  }

  void dead(long id, String error) {
    jdbc.sql("update umzug.mail set state = 'DEAD', last_error = :error where id = :id")
        .param("id", id)
        .param("error", error)
        .update();
  }

  /** Nobody else works on it until the transaction ends. */
  Optional<Mail> find(String messageId) {
    return jdbc.sql("select * from umzug.mail where message_id = :message for update")
        .param("message", messageId)
        .query(Outbox::mail)
        .optional();
  }

  boolean waits(long id) {
    return jdbc.sql("select state = 'QUEUED' from umzug.mail where id = :id")
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  /**
   * As {@link #refused}, of a mail that was handed over.
   *
   * @return false if it was not, or has come back before
   */
  boolean bounced(long id, String error, Instant at) {
    return jdbc.sql(
                "update umzug.mail set state = 'DEAD', last_error = :error, refused_at = :at where"
                    + " id = :id and state = 'SENT' and refused_at is null")
            .param("id", id)
            .param("error", error)
            .param("at", utc(at))
            .update()
        == 1;
  }

  /** As {@link #dead}; a person is to tell the recipient. */
  void refused(long id, String error, Instant at) {
    jdbc.sql(
            "update umzug.mail set state = 'DEAD', last_error = :error, refused_at = :at where id ="
                + " :id")
        .param("id", id)
        .param("error", error)
        .param("at", utc(at))
        .update();
  }

  /**
   * Until the transaction ends nobody else notes a refusal of this recipient's mails or settles
   * them: none is refused unseen while a person decides.
   */
  void lock(String migrationId, String recipient) {
    lock("refused mail " + migrationId + " " + recipient.toLowerCase(Locale.ROOT));
  }

  /** Until the transaction ends nobody else decides whether this person gets a digest. */
  public void lockDigest(String token) {
    lock("digest " + token);
  }

  private void lock(String what) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:what, 0))")
        .param("what", what)
        .query((row, index) -> index)
        .list();
  }

  List<RefusedMail> refused(String migrationId, String recipient) {
    return jdbc.sql(
            "select subject, body_text, school, last_error, refused_at from umzug.mail" + OPEN)
        .param("id", migrationId)
        .param("recipient", recipient)
        .query(
            (row, index) ->
                new RefusedMail(
                    row.getString("subject"),
                    row.getString("body_text"),
                    row.getString("school"),
                    row.getString("last_error"),
                    instant(row, "refused_at")))
        .list();
  }

  /** Marks all of a recipient's refused mails as dealt with, and gives them. */
  List<Mail> settle(String migrationId, String recipient, Instant at) {
    List<Mail> mails =
        jdbc.sql("select * from umzug.mail" + OPEN)
            .param("id", migrationId)
            .param("recipient", recipient)
            .query(Outbox::mail)
            .list();
    mails.forEach(
        mail ->
            jdbc.sql("update umzug.mail set settled_at = :at where id = :id")
                .param("id", mail.id())
                .param("at", utc(at))
                .update());
    return mails;
  }

  /** From now on mails to the one address go to the other one, those that still wait as well. */
  void correct(String migrationId, String refused, String corrected, String person, Instant at) {
    jdbc.sql(
            "update umzug.mail_correction set corrected = :corrected, corrected_by = :person,"
                + " corrected_at = :at where migration_id = :id and lower(corrected) ="
                + " lower(:refused)")
        .param("id", migrationId)
        .param("refused", refused)
        .param("corrected", corrected)
        .param("person", person)
        .param("at", utc(at))
        .update();
    jdbc.sql(
            "insert into umzug.mail_correction (migration_id, refused, corrected, corrected_by,"
                + " corrected_at) values (:id, lower(:refused), :corrected, :person, :at) on"
                + " conflict (migration_id, refused) do update set corrected = excluded.corrected,"
                + " corrected_by = excluded.corrected_by, corrected_at = excluded.corrected_at")
        .param("id", migrationId)
        .param("refused", refused)
        .param("corrected", corrected)
        .param("person", person)
        .param("at", utc(at))
        .update();
    readdress(migrationId, refused, corrected, at);
  }

  /**
   * Somebody has another address from now on: mails that still wait follow, and what was put in its
   * place before counts no more.
   *
   * @param kept whether others still have the old address, so that mails to it stay
   */
  public void moved(String migrationId, String before, String after, boolean kept, Instant at) {
    forgetCorrection(migrationId, after);
    if (!kept) {
      String used = corrected(migrationId, before).orElse(before);
      readdress(migrationId, before, after, at);
      readdress(migrationId, used, after, at);
      forgetCorrection(migrationId, before);
    }
  }

  private void forgetCorrection(String migrationId, String address) {
    jdbc.sql(
            "delete from umzug.mail_correction where migration_id = :id and refused ="
                + " lower(:address)")
        .param("id", migrationId)
        .param("address", address)
        .update();
  }

  private void readdress(String migrationId, String refused, String corrected, Instant at) {
    for (Mail waiting : waiting(migrationId, refused)) {
      Mail moved = waiting.again(corrected, waiting.messageId(), waiting.threadId(), at);
      jdbc.sql("update umzug.mail set recipient = :recipient, calendar = :calendar where id = :id")
          .param("id", waiting.id())
          .param("recipient", moved.recipient())
          .param("calendar", moved.calendar())
          .update();
    }
  }

  private List<Mail> waiting(String migrationId, String recipient) {
    return jdbc.sql(
            "select * from umzug.mail where migration_id = :id and state = 'QUEUED' and"
                + " lower(recipient) = lower(:recipient) for update")
        .param("id", migrationId)
        .param("recipient", recipient)
        .query(Outbox::mail)
        .list();
  }

  /** All that people have put in place of addresses of the plan, which are in lower case. */
  public Map<String, String> corrections(String migrationId) {
    Map<String, String> corrections = new HashMap<>();
    jdbc.sql("select refused, corrected from umzug.mail_correction where migration_id = :id")
        .param("id", migrationId)
        .query(
            row -> {
              corrections.put(row.getString("refused"), row.getString("corrected"));
            });
    return corrections;
  }

  /** What a person has put in place of an address of the plan. */
  Optional<String> corrected(String migrationId, String address) {
    return jdbc.sql(
            "select corrected from umzug.mail_correction where migration_id = :id and refused ="
                + " lower(:address)")
        .param("id", migrationId)
        .param("address", address)
        .query(String.class)
        .optional();
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet result, String column) throws SQLException {
    OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static Mail mail(ResultSet result, int index) throws SQLException {
    return new Mail(
        result.getLong("id"),
        result.getString("migration_id"),
        result.getString("event"),
        result.getString("recipient"),
        result.getString("subject"),
        result.getString("body_text"),
        result.getString("body_html"),
        result.getString("message_id"),
        result.getString("thread_id"),
        result.getInt("attempts"),
        instant(result, "created_at"),
        result.getString("school"),
        result.getString("calendar"));
  }

  private static MailStatus status(ResultSet result, int index) throws SQLException {
    return new MailStatus(
        MailEvent.valueOf(result.getString("event")),
        result.getString("recipient"),
        result.getString("subject"),
        MailStatus.State.valueOf(result.getString("state")),
        result.getInt("attempts"),
        result.getString("last_error"),
        instant(result, "created_at"),
        instant(result, "sent_at"));
  }
}
