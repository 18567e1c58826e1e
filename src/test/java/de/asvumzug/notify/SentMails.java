package de.asvumzug.notify;

import de.asvumzug.plan.Migration;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.chain.TrailRow;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Mails of a move that a mail server has taken, for tests of what it says of them later. */
public final class SentMails implements AutoCloseable {
  public static final String SCHOOL = "gs@oed.example";

  private final MailFixture kit = new MailFixture();
  private final FakeSmtp server = new FakeSmtp();
  private final Migration move = MigrationFixture.of();

  /** Queues the mails about the end of the move and hands them over. */
  public SentMails() {
    kit.mails.done(move);
    kit.dispatcher(MailFixture.sender(server.port())).dispatch();
  }

  /** One more, that still waits. */
  public String waiting() {
    kit.mails.cancelled(move, "x");
    return messageId("CANCELLED");
  }

  /** Of the school's mail. */
  public String messageId() {
    return messageId("DONE");
  }

  private String messageId(String event) {
    return jdbc()
        .sql("select message_id from umzug.mail where recipient = ? and event = ?")
        .params(SCHOOL, event)
        .query(String.class)
        .single();
  }

  public RefusedMails mails() {
    return kit.refusedMails;
  }

  public JdbcClient jdbc() {
    return kit.trail.jdbc;
  }

  public PlatformTransactionManager transactions() {
    return kit.trail.transactions;
  }

  public Clock clock() {
    return kit.clock;
  }

  /** Recipients of whom a person is to be told. */
  public List<String> toBeCalled() {
    return kit.refused.stream().map(MailRefused::recipient).toList();
  }

  public List<TrailRow> rows(TrailKind kind) {
    return kit.rows(kind);
  }

  public boolean trailIntact() {
    return kit.trail.reader.verify(MigrationFixture.ID).intact();
  }

  public String state() {
    return jdbc()
        .sql("select state from umzug.mail where recipient = ? and event = 'DONE'")
        .param(SCHOOL)
        .query(String.class)
        .single();
  }

  @Override
  public void close() {
    server.close();
  }
}
