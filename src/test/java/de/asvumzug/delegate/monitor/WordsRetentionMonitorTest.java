package de.asvumzug.delegate.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.notify.address.AddressChecks;
import de.asvumzug.notify.address.PeopleDeletion;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.UnknownMigration;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.step.output.JobLog;
import de.asvumzug.step.output.JobLogDeletion;
import de.asvumzug.step.output.JobLogKeeper;
import de.asvumzug.step.output.JobLogRepository;
import de.asvumzug.trail.AuditTrailFixture;
import de.asvumzug.trail.chain.TrailRow;
import de.asvumzug.trail.words.TypedWords;
import de.asvumzug.trail.words.WordsDeletion;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Words go when their time has come, on a real database. */
class WordsRetentionMonitorTest {
  private static final String MOVE = MigrationFixture.ID;
  private static final Instant NOW = Instant.parse("2027-01-15T12:00:00Z");

  private final AuditTrailFixture kit = new AuditTrailFixture();
  private final RetentionEnds ends = mock(RetentionEnds.class);
  private final Migrations migrations =
      new Migrations(kit.jdbc, new PlanJson(), Clock.fixed(NOW, ZoneOffset.UTC));
  private final PeopleDeletion people =
      new PeopleDeletion(kit.jdbc, migrations, new AddressChecks(kit.jdbc), kit.trail);
  private final JobLogRepository logs = new JobLogRepository(kit.jdbc);
  private final WordsRetentionMonitor monitor =
      new WordsRetentionMonitor(
          kit.words,
          new WordsDeletion(kit.words, kit.trail, kit.transactions),
          people,
          mock(EngineWords.class),
          logs,
          new JobLogDeletion(logs, kit.trail, kit.transactions),
          id -> {
            if (!id.equals(MOVE)) {
              throw new UnknownMigration(id);
            }
            return MigrationFixture.of();
          },
          ends,
          Clock.fixed(NOW, ZoneOffset.UTC));

  @BeforeEach
  void a_line_with_words() {
    kit.trail.append(
        AuditTrailFixture.line(MOVE, "x", Map.of("comment", TypedWords.of("Frau Huber fehlt"))));
  }

  @Test
  void when_the_retention_is_over_the_words_are_deleted_and_a_line_says_so() {
    over(NOW);

    monitor.look();

    List<TrailRow> rows = kit.reader.rows(MOVE);
    assertThat(kit.words.moves()).isEmpty();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(1).text()).startsWith("Die Aufbewahrung ist vorüber");
    assertThat(kit.reader.verify(MOVE).findings()).isEmpty();
  }

  @Test
  void what_jobs_printed_goes_with_them_and_a_line_says_so() {
    keep("eins.dump");
    keep("eins.restore");
    over(NOW.plusSeconds(1));
    monitor.look();
    assertThat(logs.of(MOVE)).hasSize(2);

    over(NOW);
    monitor.look();
    monitor.look();

    assertThat(logs.of(MOVE)).isEmpty();
    assertThat(kit.reader.rows(MOVE))
        .filteredOn(row -> row.details().containsKey("logsDeleted"))
        .singleElement()
        .satisfies(row -> assertThat(row.details()).containsEntry("logsDeleted", 2));
    assertThat(kit.reader.verify(MOVE).findings()).isEmpty();
  }

  private void keep(String key) {
    byte[] text = {1, 2, 3};
    logs.keep(
        new JobLog(
            MOVE,
            "backupDatabase",
            null,
            1,
            "alt",
            "dump",
            key,
            null,
            null,
            0,
            3,
            0,
            text,
            JobLogKeeper.sha256(text)));
  }

  @Test
  void until_then_they_stay() {
    over(NOW.plusSeconds(1));

    monitor.look();

    assertThat(kit.words.moves()).containsExactly(MOVE);
  }

  @Test
  void while_a_move_runs_they_stay() {
    when(ends.of(any(), any())).thenReturn(Optional.empty());

    monitor.look();

    assertThat(kit.words.moves()).containsExactly(MOVE);
  }

  @Test
  void a_move_without_a_plan_does_not_keep_the_words_of_another() {
    kit.trail.append(
        AuditTrailFixture.line("U-2000-0001", "x", Map.of("comment", TypedWords.of("y"))));
    over(NOW);

    monitor.look();

    assertThat(kit.words.moves()).containsExactly("U-2000-0001");
  }

  @Test
  void when_the_retention_is_over_nobody_is_named_any_more_and_the_plan_is_still_read() {
    a_plan_with_its_mails();
    over(NOW);

    monitor.look();

    Migration left = migrations.get(MOVE);
    assertThat(left).isEqualTo(MigrationFixture.of().withoutPeople());
    assertThat(left.schoolNumbers()).containsExactly("0001", "0002");
    assertThat(kit.jdbc.sql("select plan::text from umzug.migration").query(String.class).list())
        .hasSize(2)
        .noneMatch(plan -> plan.contains("@"));
    for (String table : List.of("mail", "mail_correction", "address_check")) {
      assertThat(kit.jdbc.sql("select count(*) from umzug." + table).query(Long.class).single())
          .as(table)
          .isZero();
    }
    assertThat(kit.reader.rows(MOVE))
        .filteredOn(row -> row.text().contains("Telefonnummern"))
        .hasSize(1);
    assertThat(kit.reader.verify(MOVE).findings()).isEmpty();
  }

  @Test
  void what_schools_and_staff_wrote_goes_and_their_answers_stay() {
    a_plan_with_its_mails();
    kit.jdbc
        .sql(
            "insert into umzug.vote (migration, revision, school, window_start, window_end, person,"
                + " agreed, comment, at) values (:id, 1, '0001', now(), now(), 'schule-0001', false,"
                + " 'Frau Huber ist krank', now())")
        .param("id", MOVE)
        .update();
    kit.jdbc
        .sql(
            "insert into umzug.reply (migration, element, person, text, at) values (:id,"
                + " 'proposeSchedule', 'technik', 'Gute Besserung, Frau Huber', now())")
        .param("id", MOVE)
        .update();
    over(NOW);

    monitor.look();

    assertThat(
            kit.jdbc
                .sql("select agreed::text || comment from umzug.vote")
                .query(String.class)
                .list())
        .containsExactly("false");
    assertThat(kit.jdbc.sql("select text from umzug.reply").query(String.class).list())
        .containsExactly("gelöscht");
  }

  @Test
  void people_are_deleted_once() {
    a_plan_with_its_mails();
    over(NOW);

    monitor.look();
    int lines = kit.reader.rows(MOVE).size();
    monitor.look();

    assertThat(kit.reader.rows(MOVE)).hasSize(lines);
    assertThat(people.moves()).isEmpty();
  }

  @Test
  void until_then_people_stay() {
    a_plan_with_its_mails();
    over(NOW.plusSeconds(1));

    monitor.look();

    assertThat(migrations.get(MOVE)).isEqualTo(MigrationFixture.of());
  }

  @Test
  void a_mail_that_still_waits_is_not_deleted_unsent() {
    a_plan_with_its_mails();
    kit.jdbc.sql("update umzug.mail set state = 'QUEUED'").update();
    over(NOW);

    monitor.look();

    assertThat(people.moves()).containsExactly(MOVE);
    assertThat(kit.jdbc.sql("select count(*) from umzug.mail").query(Long.class).single())
        .isEqualTo(1);
  }

  private void a_plan_with_its_mails() {
    migrations.insert(MigrationFixture.of(), "technik");
    migrations.moveWindow(MOVE, MigrationFixture.of().window(), "technik");
    kit.jdbc
        .sql(
            """
            insert into umzug.mail (migration_id, event, recipient, subject, body_text, body_html,
                                    message_id, state, next_try, created_at)
            values (:id, 'DONE', 'gs@oed.example', 's', 't', 'h', '<1@x>', 'SENT', now(), now())""")
        .param("id", MOVE)
        .update();
    kit.jdbc
        .sql(
            "insert into umzug.mail_correction values (:id, 'gs@oed.example', 'x@y.example',"
                + " 'technik', now())")
        .param("id", MOVE)
        .update();
    new AddressChecks(kit.jdbc).link(MOVE, "gs@oed.example", NOW);
  }

  private void over(Instant when) {
    when(ends.of(eq(MOVE), any())).thenReturn(Optional.of(when));
  }
}
