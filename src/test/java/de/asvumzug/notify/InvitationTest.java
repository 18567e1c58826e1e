package de.asvumzug.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import de.asvumzug.notify.calendar.CalendarTestAccess;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import de.asvumzug.plan.Window;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Entries of calendars as they arrive; whole ones lie in calendar/ to be read. They are written
 * with one library and read here with another.
 */
class InvitationTest {
  private static final String SCHOOL = "gs@oed.example";
  private static final String TECHNIK = "technik@amt.example";

  private final MailFixture kit = new MailFixture();
  private final Migration move = withPhones(MigrationFixture.of());
  private GreenMail server;
  private Dispatcher dispatcher;

  @BeforeEach
  void start_the_mail_server() {
    server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    dispatcher = kit.dispatcher(MailFixture.sender(server.getSmtp().getPort()));
  }

  @AfterEach
  void stop_the_mail_server() {
    server.stop();
  }

  @Test
  void an_invitation_its_update_and_its_cancellation_are_these_files() throws Exception {
    kit.mails.agreed(move);
    assertThat(plain(last(SCHOOL))).isEqualTo(expected("invitation-schule.ics"));
    assertThat(plain(last(TECHNIK))).isEqualTo(expected("invitation-technik.ics"));

    kit.clock.add(Duration.ofHours(1));
    kit.mails.agreed(later(move, 7));
    assertThat(plain(last(SCHOOL))).isEqualTo(expected("update-schule.ics"));

    kit.clock.add(Duration.ofHours(1));
    kit.mails.cancelled(later(move, 7), "Brand im Serverraum");
    assertThat(plain(last(SCHOOL))).isEqualTo(expected("cancellation-schule.ics"));
  }

  @Test
  void a_mail_of_invitation_has_text_html_and_entry_side_by_side_and_the_entry_as_a_file()
      throws Exception {
    kit.mails.agreed(move);

    MimeMessage mail = received(SCHOOL).get(0);
    MimeMultipart mixed = (MimeMultipart) mail.getContent();
    assertThat(new ContentType(mixed.getContentType()).match("multipart/mixed")).isTrue();
    MimeMultipart words = (MimeMultipart) mixed.getBodyPart(0).getContent();
    assertThat(new ContentType(words.getContentType()).match("multipart/alternative")).isTrue();
    assertThat(words.getBodyPart(0).isMimeType("text/plain")).isTrue();
    assertThat(words.getBodyPart(1).isMimeType("text/html")).isTrue();
    ContentType entry = new ContentType(words.getBodyPart(2).getContentType());
    assertThat(entry.match("text/calendar")).isTrue();
    assertThat(entry.getParameter("method")).isEqualTo("REQUEST");
    assertThat(entry.getParameter("charset")).isEqualTo("UTF-8");
    Part file = mixed.getBodyPart(1);
    assertThat(file.getFileName()).isEqualTo("invitation.ics");
    assertThat(file.getDisposition()).isEqualTo(Part.ATTACHMENT);
    assertThat(bytes(file)).isEqualTo(bytes(words.getBodyPart(2)));
  }

  @Test
  void other_mails_stay_as_they_were() throws Exception {
    kit.mails.planned(move);

    assertThat(received(SCHOOL).get(0).isMimeType("multipart/alternative")).isTrue();
  }

  @Test
  void what_is_told_again_unchanged_keeps_its_number() {
    kit.mails.agreed(move);
    kit.mails.agreed(move);

    assertThat(entries(SCHOOL)).extracting(ReadEntry::sequence).containsExactly(0, 0);
  }

  @Test
  void a_move_that_takes_longer_prolongs_the_entry() {
    Instant end = MigrationFixture.END.plus(Duration.ofHours(3));
    kit.mails.agreed(move);
    kit.mails.delayed(move, end);

    ReadEntry entry = lastEntry(SCHOOL);
    assertThat(entry.end()).isEqualTo(end);
    assertThat(entry.start()).isEqualTo(MigrationFixture.START);
    assertThat(entry.sequence()).isEqualTo(1);
    assertThat(entry.method()).isEqualTo("REQUEST");
  }

  @Test
  void a_move_taken_back_before_its_end_is_cancelled_and_one_after_it_is_not() {
    kit.mails.agreed(move);
    kit.clock.set(MigrationFixture.END.plus(Duration.ofMinutes(1)));
    kit.mails.rolledBack(move);
    assertThat(entries(SCHOOL)).hasSize(1);

    kit.clock.set(MigrationFixture.END.minus(Duration.ofHours(1)));
    kit.mails.rolledBack(move);
    assertThat(lastEntry(SCHOOL).method()).isEqualTo("CANCEL");
  }

  @Test
  void nobody_gets_the_cancellation_of_what_they_were_not_invited_to() {
    kit.mails.cancelled(move, null);
    kit.mails.delayed(move, MigrationFixture.END.plus(Duration.ofHours(1)));
    kit.mails.rolledBack(move);

    assertThat(calendars()).isZero();
  }

  @Test
  void a_cancelled_entry_is_cancelled_once() {
    kit.mails.agreed(move);
    kit.mails.cancelled(move, null);
    kit.mails.cancelled(move, null);

    assertThat(entries(SCHOOL)).extracting(ReadEntry::method).containsExactly("REQUEST", "CANCEL");
  }

  @Test
  void who_is_named_later_gets_the_entry_with_the_reminder_and_nobody_gets_it_twice() {
    kit.mails.agreed(move);
    kit.clock.set(MigrationFixture.START.minus(Duration.ofHours(24)));
    kit.mails.dayBefore(withMail(move, "neu@oed.example"));

    assertThat(lastEntry("neu@oed.example").sequence()).isZero();
    assertThat(entries(TECHNIK)).hasSize(1);
  }

  @Test
  void each_entry_names_its_own_recipient_and_nobody_else() {
    kit.mails.agreed(move);
    List<String> addresses =
        List.of(SCHOOL, "ms@wuermtal.example", TECHNIK, "betreiber@amt.example", "itm@amt.example");

    for (String address : addresses) {
      ReadEntry entry = lastEntry(address);
      assertThat(entry.attendees()).containsExactly("mailto:" + address);
      assertThat(entry.organizer()).isEqualTo("mailto:umzug@amt.example");
      assertThat(addresses)
          .filteredOn(other -> !other.equals(address) && !isContact(other))
          .noneMatch(entry.text()::contains);
    }
  }

  /** Whom to ask is named to everybody. */
  private static boolean isContact(String address) {
    return address.startsWith("technik") || address.startsWith("betreiber");
  }

  @Test
  void a_refused_invitation_goes_to_the_right_address_with_the_right_attendee() {
    kit.mails.agreed(move);
    kit.trail
        .jdbc
        .sql(
            "update umzug.mail set state = 'DEAD', refused_at = now() where recipient = '"
                + SCHOOL
                + "'")
        .update();
    kit.mails.delayed(move, MigrationFixture.END.plus(Duration.ofHours(1)));
    kit.trail.transaction.executeWithoutResult(
        status ->
            kit.refusedMails.sendTo(MigrationFixture.ID, SCHOOL, "neu@oed.example", "technik"));
    kit.mails.cancelled(move, null);

    assertThat(entries("neu@oed.example"))
        .hasSize(3)
        .allSatisfy(
            entry -> assertThat(entry.attendees()).containsExactly("mailto:neu@oed.example"));
  }

  @Test
  void a_school_that_wants_it_gets_its_tasks_as_entries_that_end_when_they_are_due() {
    Instant due = Instant.parse("2026-12-03T17:00:00Z");
    kit.mails.taskWaiting(move, "schule-0001", task("4711", due));
    assertThat(calendars()).as("not asked for").isZero();

    CalendarTestAccess.wishes(kit.trail.jdbc).set("0001", true, "schule-0001", Instant.now());
    kit.mails.taskWaiting(move, "schule-0001", task("4712", due));
    kit.mails.taskWaiting(move, "schule-0002", task("4713", due));
    kit.mails.taskWaiting(move, "technik", task("4714", due));
    kit.mails.taskWaiting(move, "schule-0001", task("4715", null));

    assertThat(calendars()).isEqualTo(1);
    ReadEntry entry = lastEntry(SCHOOL);
    assertThat(entry.end()).isEqualTo(due);
    assertThat(entry.uid()).isEqualTo("aufgabe-4712@amt.example");
    assertThat(entry.text()).contains("https://umzug.example/aufgaben/4712");
  }

  private static WaitingTask task(String id, Instant due) {
    return new WaitingTask("agreeSchedule", "Termin abstimmen", id, List.of(), 1, "bald", due);
  }

  @Test
  void a_sender_with_a_name_invites_with_the_bare_address() {
    String calendar =
        CalendarTestAccess.invitation(kit.trail.jdbc, move, "Umzugsstelle <umzug@amt.example>");

    assertThat(ReadEntry.of(calendar).organizer()).isEqualTo("mailto:umzug@amt.example");
  }

  private long calendars() {
    return kit.trail
        .jdbc
        .sql("select count(*) from umzug.mail where calendar is not null")
        .query(Long.class)
        .single();
  }

  private List<ReadEntry> entries(String recipient) {
    return kit
        .trail
        .jdbc
        .sql(
            "select calendar from umzug.mail where recipient = ? and calendar is not null order by id")
        .param(recipient)
        .query(String.class)
        .list()
        .stream()
        .map(ReadEntry::of)
        .toList();
  }

  private ReadEntry lastEntry(String recipient) {
    List<ReadEntry> all = entries(recipient);
    return all.get(all.size() - 1);
  }

  private String last(String recipient) throws MessagingException, IOException {
    List<MimeMessage> all = received(recipient);
    MimeMultipart mixed = (MimeMultipart) all.get(all.size() - 1).getContent();
    return new String(bytes(mixed.getBodyPart(1)), StandardCharsets.UTF_8);
  }

  private List<MimeMessage> received(String recipient) throws MessagingException {
    dispatcher.dispatch();
    List<MimeMessage> found = new ArrayList<>();
    for (MimeMessage message : server.getReceivedMessages()) {
      if (Arrays.toString(message.getRecipients(Message.RecipientType.TO)).contains(recipient)) {
        found.add(message);
      }
    }
    return found;
  }

  private static byte[] bytes(Part part) throws IOException, MessagingException {
    return part.getInputStream().readAllBytes();
  }

  private static String plain(String calendar) {
    return calendar.replace("\r\n", "\n");
  }

  private static String expected(String name) throws IOException {
    try (InputStream file = InvitationTest.class.getResourceAsStream("/calendar/" + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Migration later(Migration move, int days) {
    Duration more = Duration.ofDays(days);
    return move.withWindow(
        new Window(move.window().start().plus(more), move.window().end().plus(more)));
  }

  private static Migration withPhones(Migration move) {
    return move.withSchools(
        move.schools().stream()
            .map(one -> new School(one.number(), one.name(), one.mail(), "08151 47" + one.number()))
            .toList());
  }

  private static Migration withMail(Migration move, String mail) {
    School first = move.schools().get(0);
    return move.withSchools(List.of(new School(first.number(), first.name(), mail, first.phone())));
  }
}
