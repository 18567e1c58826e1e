package de.asvumzug.notify.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.notify.SentMails;
import de.asvumzug.trail.TrailKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What mail servers say of mails that they had taken, and what anybody else could write. */
class DeliveryReportsTest {
  private static final String SCHOOL = SentMails.SCHOOL;

  private final SentMails sent = new SentMails();
  private final DeliveryReports reports =
      new DeliveryReports(sent.jdbc(), sent.mails(), sent.transactions(), sent.clock());

  @AfterEach
  void close() {
    sent.close();
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("headers only", (BiFunction<String, String, byte[]>) Reports::headersOnly),
        Arguments.of("whole mail", (BiFunction<String, String, byte[]>) Reports::wholeMail),
        Arguments.of("international", (BiFunction<String, String, byte[]>) Reports::international),
        Arguments.of("expired", (BiFunction<String, String, byte[]>) Reports::expired));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void a_mail_that_comes_back_is_a_matter_for_a_person(
      String shape, BiFunction<String, String, byte[]> report) {
    reports.handle(report.apply(SCHOOL, sent.messageId()));

    assertThat(sent.toBeCalled()).containsExactly(SCHOOL);
    assertThat(sent.state()).isEqualTo("DEAD");
    assertThat(sent.rows(TrailKind.MAIL_BOUNCED))
        .singleElement()
        .satisfies(row -> assertThat(row.text()).endsWith("bitte anrufen."))
        .satisfies(row -> assertThat(row.school()).isEqualTo("0001"))
        .satisfies(row -> assertThat(row.details()).containsEntry("recipient", SCHOOL));
    assertThat(sent.trailIntact()).isTrue();
  }

  @Test
  void the_person_reads_what_the_mail_server_said_and_no_markup() {
    reports.handle(Reports.wholeMail(SCHOOL, sent.messageId()));

    assertThat(sent.mails().open("U-2026-0001", SCHOOL))
        .singleElement()
        .satisfies(
            mail ->
                assertThat(mail.error())
                    .isEqualTo("5.7.1 smtp;550 5.7.1 TRANSPORT; nicht erlaubt"));
  }

  @Test
  void the_same_report_counts_once() {
    byte[] report = Reports.headersOnly(SCHOOL, sent.messageId());

    reports.handle(report);
    reports.handle(report);

    assertThat(sent.toBeCalled()).hasSize(1);
    assertThat(sent.rows(TrailKind.MAIL_BOUNCED)).hasSize(1);
  }

  @Test
  void another_report_of_the_same_mail_changes_nothing_more() {
    reports.handle(Reports.headersOnly(SCHOOL, sent.messageId()));
    reports.handle(Reports.wholeMail(SCHOOL, sent.messageId()));

    assertThat(sent.toBeCalled()).hasSize(1);
  }

  @Test
  void two_nodes_that_read_a_report_at_once_act_once() throws Exception {
    byte[] report = Reports.headersOnly(SCHOOL, sent.messageId());
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    try {
      Callable<Boolean> node =
          () -> {
            reports.handle(report);
            return true;
          };
      for (Future<Boolean> one : nodes.invokeAll(List.of(node, node, node, node))) {
        one.get();
      }
    } finally {
      nodes.shutdownNow();
    }

    assertThat(sent.toBeCalled()).hasSize(1);
  }

  @Test
  void a_delay_is_noted_and_nobody_is_called() {
    reports.handle(Reports.delayed(SCHOOL, sent.messageId()));

    assertThat(sent.toBeCalled()).isEmpty();
    assertThat(sent.state()).isEqualTo("SENT");
    assertThat(sent.rows(TrailKind.NOTE))
        .singleElement()
        .satisfies(row -> assertThat(row.text()).contains("versucht es weiter"));
  }

  @Test
  void a_mail_that_comes_back_after_a_delay_is_still_told() {
    reports.handle(Reports.delayed(SCHOOL, sent.messageId()));
    reports.handle(Reports.expired(SCHOOL, sent.messageId()));

    assertThat(sent.toBeCalled()).containsExactly(SCHOOL);
  }

  @Test
  void a_report_of_a_mail_that_we_never_sent_changes_nothing_and_is_noted() {
    reports.handle(Reports.headersOnly(SCHOOL, "<erfunden@evil.example>"));

    assertThat(sent.toBeCalled()).isEmpty();
    assertThat(sent.state()).isEqualTo("SENT");
    assertThat(outcomes()).containsExactly("UNKNOWN_MAIL");
  }

  @Test
  void a_report_about_another_recipient_than_the_mails_changes_nothing_and_is_noted() {
    reports.handle(Reports.headersOnly("jemand@evil.example", sent.messageId()));

    assertThat(sent.toBeCalled()).isEmpty();
    assertThat(sent.state()).isEqualTo("SENT");
    assertThat(outcomes()).containsExactly("OTHER_RECIPIENT");
    assertThat(sent.rows(TrailKind.NOTE)).hasSize(1);
  }

  @Test
  void a_report_without_the_mails_headers_changes_nothing() {
    reports.handle(
        Reports.report(
            Reports.status(SCHOOL, "failed", "5.1.1", "x"), "text/plain", "nichts davon"));

    assertThat(sent.toBeCalled()).isEmpty();
    assertThat(outcomes()).containsExactly("UNKNOWN_MAIL");
  }

  @Test
  void a_redirected_mail_is_known_by_the_address_that_it_was_sent_to() {
    String status =
        Reports.status("privat@anderswo.example", "failed", "5.1.1", "x")
            .replace("Action:", "Original-Recipient: rfc822;" + SCHOOL + "\nAction:");

    reports.handle(
        Reports.report(status, "text/rfc822-headers", Reports.headers(sent.messageId())));

    assertThat(sent.toBeCalled()).containsExactly(SCHOOL);
  }

  @Test
  void a_report_that_overtakes_its_mail_is_handed_in_again() {
    byte[] early = Reports.headersOnly(SCHOOL, sent.waiting());

    assertThatThrownBy(() -> reports.handle(early)).hasMessageContaining("not handed over yet");
    assertThat(outcomes()).isEmpty();
  }

  @Test
  void success_is_no_news() {
    reports.handle(
        Reports.report(
            Reports.status(SCHOOL, "delivered", "2.0.0", ""),
            "text/rfc822-headers",
            Reports.headers(sent.messageId())));

    assertThat(sent.toBeCalled()).isEmpty();
    assertThat(outcomes()).containsExactly("NOTHING_TO_DO");
  }

  @Test
  void a_second_message_id_in_the_headers_is_a_forgery() {
    String twice = Reports.headers(sent.messageId()) + "Message-ID: <x@evil.example>\n";

    reports.handle(
        Reports.report(
            Reports.status(SCHOOL, "failed", "5.1.1", "x"), "text/rfc822-headers", twice));

    assertThat(sent.toBeCalled()).isEmpty();
  }

  @Test
  void the_mail_servers_words_are_one_short_line_without_secrets() {
    String words = "smtp; 550 " + "\u202e\u0007<b>x</b> ".repeat(500);
    reports.handle(
        Reports.report(
            Reports.status(SCHOOL, "failed", "5.1.1", words),
            "text/rfc822-headers",
            Reports.headers(sent.messageId())));

    assertThat(sent.mails().open("U-2026-0001", SCHOOL).get(0).error())
        .hasSizeLessThanOrEqualTo(500)
        .doesNotContain("\u202e", "\u0007", "\n");
  }

  @Test
  void whatever_a_stranger_sends_is_read_or_left_and_breaks_nothing() {
    byte[] good = Reports.wholeMail(SCHOOL, "<erfunden@evil.example>");
    Random random = new Random(11);
    for (int number = 0; number < 300; number++) {
      byte[] text = good.clone();
      for (int changes = 1 + random.nextInt(20); changes > 0; changes--) {
        text[random.nextInt(text.length)] = (byte) random.nextInt(256);
      }
      assertThatCode(() -> reports.handle(text)).doesNotThrowAnyException();
    }
    reports.handle(new byte[0]);
    reports.handle(nested(2000));

    assertThat(sent.toBeCalled()).isEmpty();
  }

  private static byte[] nested(int depth) {
    StringBuilder text = new StringBuilder("MIME-Version: 1.0\r\n");
    for (int level = 0; level < depth; level++) {
      text.append("Content-Type: multipart/report; report-type=delivery-status; boundary=b")
          .append(level)
          .append("\r\n\r\n--b")
          .append(level)
          .append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private List<String> outcomes() {
    return sent.jdbc().sql("select outcome from umzug.delivery_report").query(String.class).list();
  }
}
