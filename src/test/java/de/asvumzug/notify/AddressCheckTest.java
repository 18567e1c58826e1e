package de.asvumzug.notify;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.notify.address.AddressChecks;
import de.asvumzug.notify.address.AddressConfirmation;
import de.asvumzug.notify.address.AddressState;
import de.asvumzug.plan.Contacts;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.intake.PlanAccepted;
import de.asvumzug.plan.people.Contact;
import de.asvumzug.plan.people.Place;
import de.asvumzug.plan.people.Role;
import de.asvumzug.trail.TrailKind;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Addresses that their owners confirm by a link that nobody else has. */
class AddressCheckTest {
  private static final String SCHOOL = "gs@oed.example";
  private static final Pattern LINK = Pattern.compile("/adresse/([A-Za-z0-9_-]{43})\\s");

  private final MailFixture kit = new MailFixture();
  private final Migration move = MigrationFixture.of();
  private final AddressChecks checks = new AddressChecks(kit.trail.jdbc);
  private final AddressConfirmation confirmation =
      new AddressConfirmation(checks, kit.trail.trail, kit.trail.transactions, kit.clock);
  private final FakeSmtp server = new FakeSmtp();
  private final Dispatcher dispatcher = kit.dispatcher(MailFixture.sender(server.port()));

  @AfterEach
  void stop() {
    server.close();
  }

  private List<String> tokens(String recipient) {
    return server.received().stream()
        .filter(mail -> mail.recipient().equals(recipient))
        .map(mail -> LINK.matcher(mail.data().replace("=\n", "")))
        .filter(Matcher::find)
        .map(link -> link.group(1))
        .toList();
  }

  private AddressState.Kind state(String address) {
    AddressState state = checks.states(MigrationFixture.ID).get(address);
    return state == null ? AddressState.Kind.UNKNOWN : state.kind();
  }

  @Test
  void the_mail_about_the_plan_asks_each_recipient_with_a_link_of_his_own() {
    kit.mails.planned(move);
    dispatcher.dispatch();

    assertThat(server.received()).hasSize(5);
    assertThat(server.received().stream().flatMap(mail -> tokens(mail.recipient()).stream()))
        .hasSize(5)
        .doesNotHaveDuplicates();
    assertThat(state(SCHOOL)).isEqualTo(AddressState.Kind.UNCONFIRMED);
  }

  @Test
  void nobody_who_reads_the_database_finds_a_link() {
    kit.mails.planned(move);
    dispatcher.dispatch();

    String token = tokens(SCHOOL).get(0);
    String everything =
        kit.trail
            .jdbc
            .sql(
                """
                select (select string_agg(m::text, ' ') from umzug.mail m)
                    || (select string_agg(c::text, ' ') from umzug.address_check c)
                    || (select string_agg(t::text, ' ') from umzug.trail t)
                    || (select string_agg(w::text, ' ') from umzug.trail_words w)""")
            .query(String.class)
            .single();
    assertThat(everything).contains(SCHOOL).doesNotContain(token);
  }

  @Test
  void who_uses_the_link_confirms_the_address_and_the_trail_says_so_once() {
    kit.mails.planned(move);
    dispatcher.dispatch();
    String token = tokens(SCHOOL).get(0);

    assertThat(confirmation.confirm(token)).isPresent();
    assertThat(confirmation.confirm(token)).isPresent();

    assertThat(state(SCHOOL)).isEqualTo(AddressState.Kind.CONFIRMED);
    assertThat(kit.rows(TrailKind.NOTE))
        .singleElement()
        .satisfies(row -> assertThat(row.text()).contains("bestätigt"))
        .satisfies(row -> assertThat(row.details()).containsEntry("recipient", SCHOOL));
  }

  @Test
  void looking_at_a_link_confirms_nothing() {
    kit.mails.planned(move);
    dispatcher.dispatch();

    assertThat(checks.find(tokens(SCHOOL).get(0))).isPresent();

    assertThat(state(SCHOOL)).isEqualTo(AddressState.Kind.UNCONFIRMED);
  }

  @Test
  void a_link_that_was_never_sent_confirms_nothing() {
    kit.mails.planned(move);
    dispatcher.dispatch();

    for (String wrong :
        List.of("", "x", "A".repeat(43), "' or 1=1 --", AddressChecks.PLACEHOLDER)) {
      assertThat(confirmation.confirm(wrong)).as(wrong).isEmpty();
    }
    assertThat(kit.rows(TrailKind.NOTE)).isEmpty();
  }

  @Test
  void a_link_of_an_earlier_try_still_counts() {
    server.answerData("451 try later");
    kit.mails.checkAddress(move, new Place("0001", Role.OFFICE, false));
    dispatcher.dispatch();
    String first =
        kit.trail
            .jdbc
            .sql("select token_sha256 from umzug.address_check")
            .query(String.class)
            .single();
    server.answerData("250 ok");
    kit.clock.add(Duration.ofMinutes(1));
    dispatcher.dispatch();

    assertThat(confirmation.confirm(tokens(SCHOOL).get(0))).isPresent();
    assertThat(
            kit.trail
                .jdbc
                .sql("select token_sha256 from umzug.address_check")
                .query(String.class)
                .list())
        .hasSize(2)
        .contains(first);
  }

  @Test
  void a_refused_address_is_no_unconfirmed_one() {
    server.answer(SCHOOL, "550 5.1.1 unknown");
    kit.mails.checkAddress(move, new Place("0001", Role.OFFICE, false));
    dispatcher.dispatch();

    assertThat(state(SCHOOL)).isEqualTo(AddressState.Kind.REFUSED);
  }

  @Test
  void an_address_that_was_put_right_and_confirmed_is_no_refused_one() {
    server.answer(SCHOOL, "550 5.1.1 unknown");
    kit.mails.checkAddress(move, new Place("0001", Role.OFFICE, false));
    dispatcher.dispatch();
    server.answer(SCHOOL, "250 ok");
    kit.clock.add(Duration.ofMinutes(1));
    kit.mails.checkAddress(move, new Place("0001", Role.OFFICE, false));
    dispatcher.dispatch();
    kit.clock.add(Duration.ofMinutes(1));

    confirmation.confirm(tokens(SCHOOL).get(0));

    assertThat(state(SCHOOL)).isEqualTo(AddressState.Kind.CONFIRMED);
  }

  @Test
  void a_deputy_learns_at_once_that_he_is_one_and_gets_nothing_else() {
    Contact deputy = new Contact("Uwe Tal", "zweite@amt.example", "");
    Contacts contacts = new Contacts(move.contacts().technician(), deputy, null, null, null, null);
    Migration plan =
        new Migration(
            move.id(),
            move.title(),
            move.scope(),
            move.source(),
            move.target(),
            move.schools(),
            move.window(),
            move.packages(),
            move.clients(),
            move.options(),
            contacts);

    new PlannedMails(kit.mails).planAccepted(new PlanAccepted(plan));

    assertThat(kit.all())
        .filteredOn(mail -> mail.recipient().equals("zweite@amt.example"))
        .extracting(MailStatus::event)
        .containsExactly(MailEvent.ADDRESS_CHECK);
  }

  @Test
  void mails_that_wait_follow_to_a_new_address() {
    kit.mails.planned(move);

    kit.trail.transaction.executeWithoutResult(
        status ->
            kit.outbox.moved(
                MigrationFixture.ID, SCHOOL, "neu@oed.example", false, kit.clock.instant()));
    dispatcher.dispatch();

    assertThat(server.received())
        .extracting(FakeSmtp.Received::recipient)
        .contains("neu@oed.example")
        .doesNotContain(SCHOOL);
  }

  @Test
  void mails_to_an_address_that_others_still_have_stay() {
    kit.mails.planned(move);

    kit.trail.transaction.executeWithoutResult(
        status ->
            kit.outbox.moved(
                MigrationFixture.ID, SCHOOL, "neu@oed.example", true, kit.clock.instant()));
    dispatcher.dispatch();

    assertThat(server.asked()).contains(SCHOOL).doesNotContain("neu@oed.example");
  }
}
