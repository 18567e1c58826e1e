package de.asvumzug.notify;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.plan.Contacts;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import de.asvumzug.plan.people.Contact;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who of several people gets a mail, and who is asked when nobody answers. */
class RecipientsTest {
  private static final School SCHOOL =
      new School(
          "0001",
          "Grundschule",
          "post@schule.example",
          "",
          new Contact("Maria Huber", "leitung@schule.example", ""),
          new Contact("Anna Maier", "", "08123 4567"),
          new Contact("Josef Lang", "POST@schule.example", ""),
          new Contact("Eva Kurz", "vertretung@schule.example", ""));
  private static final Contacts STAFF =
      new Contacts(
          new Contact("Ina Berg", "technik@it.example", ""),
          new Contact("Uwe Tal", "zweite@it.example", ""),
          new Contact("", "betreiber@it.example", ""),
          new Contact("", "Betreiber@it.example", ""),
          null,
          new Contact("", "stab@it.example", ""));

  private static Migration move() {
    Migration move = MigrationFixture.of();
    return new Migration(
        move.id(),
        move.title(),
        move.scope(),
        move.source(),
        move.target(),
        List.of(SCHOOL, move.schools().get(1)),
        move.window(),
        move.packages(),
        move.clients(),
        move.options(),
        STAFF);
  }

  private static List<String> addresses(Collection<Recipient> recipients) {
    return recipients.stream().map(Recipient::address).toList();
  }

  @Test
  void everybody_of_a_school_with_an_address_is_told_and_no_address_twice() {
    assertThat(addresses(Recipients.ofGroup(move(), "schule-0001")))
        .containsExactly("post@schule.example", "leitung@schule.example");
  }

  @Test
  void a_mail_to_people_of_a_school_is_a_mail_of_their_school() {
    assertThat(Recipients.ofGroup(move(), "schule-0001"))
        .extracting(Recipient::school)
        .containsOnly(SCHOOL);
  }

  @Test
  void deputies_get_no_mail_that_tells_of_the_move() {
    assertThat(addresses(Recipients.of(MailEvent.PLANNED, move())))
        .containsExactly(
            "post@schule.example",
            "leitung@schule.example",
            "ms@wuermtal.example",
            "technik@it.example",
            "betreiber@it.example");
  }

  @Test
  void a_group_without_an_answer_has_its_deputy() {
    assertThat(addresses(Recipients.deputies(move(), "technik")))
        .containsExactly("zweite@it.example");
    assertThat(addresses(Recipients.deputies(move(), "schule-0001")))
        .containsExactly("vertretung@schule.example");
    assertThat(addresses(Recipients.deputies(move(), "it-management")))
        .containsExactly("stab@it.example");
  }

  @Test
  void a_deputy_whom_the_mail_has_reached_already_is_none() {
    assertThat(Recipients.deputies(move(), "betreiber")).isEmpty();
  }

  @Test
  void a_group_without_a_deputy_has_none() {
    assertThat(Recipients.deputies(move(), "schule-0002")).isEmpty();
  }
}
