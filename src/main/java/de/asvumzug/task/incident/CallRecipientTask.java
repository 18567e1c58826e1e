package de.asvumzug.task.incident;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.notify.RefusedMail;
import de.asvumzug.notify.RefusedMails;
import de.asvumzug.plan.MailAddress;
import de.asvumzug.plan.School;
import de.asvumzug.plan.people.Person;
import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.TaskText;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Whom no mail reaches is called, or gets his mails at another address. */
@Component
final class CallRecipientTask implements PersonTask {
  private static final String RECIPIENT = "mailRecipient";

  private final RefusedMails mails;

  CallRecipientTask(RefusedMails mails) {
    this.mails = mails;
  }

  @Override
  public String element() {
    return "callRecipient";
  }

  @Override
  public Answers answers() {
    return Answers.withComment().text("decision", "address");
  }

  @Override
  public void check(Completion c) {
    String recipient = c.variable(RECIPIENT);
    switch (c.text("decision", "Wie geht es weiter?", 20)) {
      case "resend" -> {
        String address = c.text("address", "Berichtigte Adresse", 254);
        c.comment(false, "Bemerkung");
        try {
          mails.sendTo(c.migrationId(), recipient, address, c.person());
        } catch (IllegalArgumentException e) {
          throw new TaskRefused(
              "„" + address + "“ passt nicht; erwartet wird " + MailAddress.EXPECTED + ".");
        }
      }
      case "called" -> {
        c.comment(true, "Mit wem haben Sie wann gesprochen?");
        mails.told(c.migrationId(), recipient, c.person());
      }
      default ->
          throw new TaskRefused(
              "Bitte wählen Sie: an eine berichtigte Adresse senden oder angerufen.");
    }
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Adresse ungültig: bitte anrufen",
        "Der Mailserver nimmt Mails an diese Adresse endgültig nicht an oder hat sie zurückgeschickt. Der Empfänger weiß nicht, was unten steht.",
        "Rufen Sie an und sagen Sie, was in der Mail steht; der Wortlaut steht unten.",
        "Fragen Sie nach der richtigen Adresse. Mit ihr gehen die abgelehnten Mails noch einmal hinaus und alle weiteren dieses Umzugs dorthin.",
        "Steht die Adresse auch in der Benutzerverwaltung oder in einem weiteren Plan falsch, berichtigen Sie sie dort.",
        "Sind es Mails an verschiedene Empfänger, kann auch der eigene Mailserver falsch eingestellt sein: Sehen Sie nach seiner Antwort.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    // The mail itself, as the recipient would have read it, is what to say.
    String recipient = draft.told(RECIPIENT).orElse("");
    List<RefusedMail> refused = mails.open(draft.migration().id(), recipient);
    draft.fact("Abgelehnte Adresse", recipient);
    draft.migration().schools().stream()
        .filter(school -> refused.stream().anyMatch(m -> school.number().equals(m.school())))
        .forEach(school -> addSchool(draft, school));
    addTelephones(draft, recipient);
    for (RefusedMail mail : refused) {
      draft.fact(
          "Abgelehnt", GermanFormat.full(mail.refusedAt()) + ", Mailserver: " + mail.error());
      draft.snippet("Betreff: " + mail.subject(), mail.text());
    }
  }

  private static void addSchool(BriefingDraft draft, School school) {
    draft.fact("Empfänger", school.number() + " " + school.name());
  }

  /** First whom the address belongs to, then who else of the group can be reached. */
  private static void addTelephones(BriefingDraft draft, String recipient) {
    List<Person> group =
        draft.migration().groups().stream()
            .map(draft.migration()::people)
            .filter(people -> people.stream().anyMatch(one -> reachedAt(one, recipient)))
            .flatMap(List::stream)
            .filter(one -> !one.phone().isEmpty())
            .sorted(Comparator.comparing(one -> !reachedAt(one, recipient)))
            .toList();
    if (group.isEmpty()) {
      draft.fact("Telefon", "steht nicht im Plan");
    }
    group.forEach(
        one ->
            draft.fact(
                "Telefon",
                one.phone()
                    + Stream.of(one.post(), one.name())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", ", " (", ")"))));
  }

  private static boolean reachedAt(Person person, String recipient) {
    return person.mail().equalsIgnoreCase(recipient);
  }
}
