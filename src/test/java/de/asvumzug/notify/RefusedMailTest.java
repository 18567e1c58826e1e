package de.asvumzug.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.plan.Migration;
import de.asvumzug.trail.TrailKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mail server refuses for good is a matter for a person at once, and nothing else is. */
class RefusedMailTest {
  private static final String SCHOOL = "gs@oed.example";
  private static final String RIGHT = "sekretariat@oed.example";

  private final MailFixture kit = new MailFixture();
  private final Migration move = MigrationFixture.of();
  private FakeSmtp server;
  private Dispatcher dispatcher;

  @BeforeEach
  void start_the_mail_server() {
    server = new FakeSmtp();
    dispatcher = kit.dispatcher(MailFixture.sender(server.port()));
  }

  @AfterEach
  void stop_the_mail_server() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.1.1 User unknown",
        "551 not here",
        "553 no such name",
        "552 full",
        "521 no"
      })
  void a_recipient_that_is_refused_for_good_is_not_tried_again(String answer) {
    server.answer(SCHOOL, answer);
    tellSchool("Termin abstimmen");
    dispatcher.dispatch();

    assertThat(kit.refused).containsExactly(new MailRefused(MigrationFixture.ID, SCHOOL));
    assertThat(status().state()).isEqualTo(MailStatus.State.DEAD);
    assertThat(status().lastError()).contains(answer.substring(0, 3));
    assertThat(kit.rows(TrailKind.MAIL_FAILED))
        .singleElement()
        .satisfies(row -> assertThat(row.text()).endsWith("abgelehnt; bitte anrufen."))
        .satisfies(row -> assertThat(row.school()).isEqualTo("0001"));
    kit.clock.add(Duration.ofHours(1));
    dispatcher.dispatch();
    assertThat(server.asked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"450 later", "451 greylisted", "452 full today", "421 closing"})
  void a_recipient_that_is_refused_for_now_is_tried_again(String answer) {
    server.answer(SCHOOL, answer);
    tellSchool("Termin abstimmen");
    dispatcher.dispatch();

    assertThat(status().state()).isEqualTo(MailStatus.State.QUEUED);
    server.answer(SCHOOL, "250 ok");
    kit.clock.add(Duration.ofSeconds(31));
    dispatcher.dispatch();
    assertThat(status().state()).isEqualTo(MailStatus.State.SENT);
    assertThat(kit.refused).isEmpty();
  }

  @Test
  void a_sender_or_a_log_in_that_is_refused_is_no_fault_of_the_recipient() {
    server.answerSender("550 5.7.1 who are you");
    tellSchool("Termin abstimmen");
    dispatcher.dispatch();
    assertThat(status().state()).isEqualTo(MailStatus.State.QUEUED);

    server.answerSender("250 ok");
    server.answer(SCHOOL, "530 5.7.0 log in first");
    kit.clock.add(Duration.ofSeconds(31));
    dispatcher.dispatch();
    assertThat(status().state()).isEqualTo(MailStatus.State.QUEUED);
    assertThat(kit.refused).isEmpty();
  }

  @Test
  void a_mail_that_is_refused_as_a_whole_is_told_apart_in_the_same_way() {
    server.answerData("451 try later");
    tellSchool("Termin abstimmen");
    dispatcher.dispatch();
    assertThat(status().state()).isEqualTo(MailStatus.State.QUEUED);

    server.answerData("554 no thanks");
    kit.clock.add(Duration.ofSeconds(31));
    dispatcher.dispatch();
    assertThat(status().state()).isEqualTo(MailStatus.State.DEAD);
    assertThat(kit.refused).hasSize(1);
  }

  @Test
  void a_refusal_that_nobody_could_be_told_of_is_not_noted_either() {
    server.answer(SCHOOL, "550 unknown");
    tellSchool("Termin abstimmen");
    Dispatcher deaf =
        kit.dispatcher(
            MailFixture.sender(server.port()),
            event -> {
              throw new IllegalStateException("no task");
            });

    assertThatThrownBy(deaf::dispatch).hasMessage("no task");
    assertThat(status().state()).isEqualTo(MailStatus.State.QUEUED);
    assertThat(kit.rows(TrailKind.MAIL_FAILED)).isEmpty();
  }

  @Test
  void a_corrected_address_gets_what_was_refused_and_whatever_comes() {
    server.answer(SCHOOL, "550 unknown");
    tellSchool("Termin abstimmen");
    dispatcher.dispatch();
    tellSchool("Noch nicht verschickt");

    assertThat(sendTo(RIGHT)).isEqualTo(1);
    tellSchool("Daten prüfen");
    dispatcher.dispatch();

    assertThat(server.received()).extracting(FakeSmtp.Received::recipient).hasSize(3);
    assertThat(server.received()).allMatch(mail -> mail.recipient().equals(RIGHT));
    assertThat(server.asked()).filteredOn(SCHOOL::equals).hasSize(1);
    assertThat(kit.refusedMails.open(MigrationFixture.ID, SCHOOL)).isEmpty();
    assertThat(kit.rows(TrailKind.MAIL_QUEUED))
        .anySatisfy(
            row -> {
              assertThat(row.actor()).isEqualTo("technik");
              assertThat(row.details())
                  .containsEntry("recipient", RIGHT)
                  .containsEntry("refused", SCHOOL);
            });
    assertThat(kit.trail.reader.verify(MigrationFixture.ID).intact()).isTrue();
  }

  @Test
  void neither_the_refused_nor_the_right_address_is_in_the_chain() {
    server.answer(SCHOOL, "550 5.1.1 <" + SCHOOL + "> unknown");
    tellSchool("Termin abstimmen");
    dispatcher.dispatch();
    sendTo(RIGHT);
    dispatcher.dispatch();

    assertThat(kit.rows(TrailKind.MAIL_SENT))
        .anySatisfy(row -> assertThat(row.details()).containsEntry("recipient", RIGHT));
    assertThat(
            kit.trail
                .jdbc
                .sql("select string_agg(t::text, ' ') from umzug.trail t")
                .query(String.class)
                .single())
        .doesNotContain(SCHOOL)
        .doesNotContain(RIGHT);
  }

  @Test
  void a_correction_may_be_corrected() {
    server.answer(SCHOOL, "550 unknown");
    server.answer("noch@falsch.example", "550 unknown");
    tellSchool("Termin abstimmen");
    dispatcher.dispatch();
    sendTo("noch@falsch.example");
    dispatcher.dispatch();
    assertThat(kit.refused).hasSize(2);

    kit.trail.transaction.executeWithoutResult(
        status ->
            kit.refusedMails.sendTo(MigrationFixture.ID, "noch@falsch.example", RIGHT, "technik"));
    tellSchool("Daten prüfen");
    dispatcher.dispatch();

    assertThat(server.received()).extracting(FakeSmtp.Received::recipient).containsOnly(RIGHT);
    assertThat(server.received()).hasSize(2);
  }

  @Test
  void what_is_no_address_is_not_taken() {
    server.answer(SCHOOL, "550 unknown");
    tellSchool("Termin abstimmen");
    dispatcher.dispatch();

    assertThatThrownBy(() -> sendTo("a@b.example\r\nBcc: c@d.example"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(kit.refusedMails.open(MigrationFixture.ID, SCHOOL)).hasSize(1);
  }

  @Test
  void who_was_called_is_on_the_trail_and_gets_no_further_try() {
    server.answer(SCHOOL, "550 unknown");
    tellSchool("Termin abstimmen");
    dispatcher.dispatch();
    assertThat(
            kit.refusedMails.open(MigrationFixture.ID, SCHOOL.toUpperCase(java.util.Locale.ROOT)))
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.school()).isEqualTo("0001");
              assertThat(mail.subject()).contains("Termin abstimmen");
              assertThat(mail.text()).contains("Termin abstimmen");
              assertThat(mail.error()).contains("550");
            });

    kit.trail.transaction.executeWithoutResult(
        status ->
            assertThat(kit.refusedMails.told(MigrationFixture.ID, SCHOOL, "technik")).isEqualTo(1));

    assertThat(kit.refusedMails.open(MigrationFixture.ID, SCHOOL)).isEmpty();
    assertThat(kit.rows(TrailKind.NOTE))
        .singleElement()
        .satisfies(row -> assertThat(row.text()).contains("telefonisch mitgeteilt"))
        .satisfies(row -> assertThat(row.actor()).isEqualTo("technik"));
  }

  private void tellSchool(String task) {
    kit.mails.taskWaiting(
        move, "schule-0001", new WaitingTask("recheckData", task, "1", List.of(), 1, ""));
  }

  private Integer sendTo(String address) {
    return kit.trail.transaction.execute(
        status -> kit.refusedMails.sendTo(MigrationFixture.ID, SCHOOL, address, "technik"));
  }

  private MailStatus status() {
    List<MailStatus> all = kit.all();
    return all.get(0);
  }
}
