package de.asvumzug.notify;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.notify.template.MailTexts;
import de.asvumzug.notify.template.SampleMove;
import de.asvumzug.notify.template.Templates;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Every mail with sample data, by the same templates as the real ones. At the start all are made
 * once, so that an operator's file that is wrong is told of before a mail needs it.
 */
@Component
public final class MailPreviews {
  private static final List<String> STAFF = List.of("technik", "betreiber", "it-management");
  private static final String SCHOOL = "schule";

  /** Those that go to whom they concern, whoever that is. */
  private static final Set<MailEvent> TO_ONE =
      EnumSet.of(
          MailEvent.ADDRESS_CHECK,
          MailEvent.TASK_WAITING,
          MailEvent.TASK_REMINDER,
          MailEvent.TASK_OVERDUE,
          MailEvent.DIGEST,
          MailEvent.TAKEN_OVER);

  /** What IT management gets of the trail, with a made-up checksum. */
  public record SampleHead(long number, String hash, String keyId) {}

  private final OutboxMails mails;
  private final Templates templates;

  MailPreviews(OutboxMails mails, Templates templates) {
    this.mails = mails;
    this.templates = templates;
  }

  @EventListener(ApplicationReadyEvent.class)
  void look() {
    all();
  }

  /** In the order of the events; each for everybody who gets it. */
  public List<MailPreview> all() {
    return Arrays.stream(MailEvent.values())
        .flatMap(event -> recipients(event).stream().map(recipient -> of(event, recipient)))
        .toList();
  }

  /** Empty if there is no such mail, or this recipient never gets it. */
  public Optional<MailPreview> find(String template, String recipient) {
    return Arrays.stream(MailEvent.values())
        .filter(event -> event.template().equals(template))
        .filter(event -> recipients(event).contains(recipient))
        .map(event -> of(event, recipient))
        .findFirst();
  }

  /** What is wrong with files of the operator's, German, by their names. */
  public Map<String, String> troubles() {
    return templates.troubles();
  }

  private static List<String> recipients(MailEvent event) {
    Migration move = SampleMove.at(Instant.now());
    List<String> addresses =
        TO_ONE.contains(event)
            ? List.of("gs@", "technik@", "betreiber@", "it@")
            : Recipients.of(event, move).stream().map(Recipient::address).toList();
    List<String> recipients = new ArrayList<>();
    for (String kind : List.of(SCHOOL, "technik", "betreiber", "it-management")) {
      String start =
          kind.equals(SCHOOL) ? "gs@" : kind.equals("it-management") ? "it@" : kind + "@";
      if (addresses.stream().anyMatch(address -> address.startsWith(start))) {
        recipients.add(kind);
      }
    }
    return recipients;
  }

  private MailPreview of(MailEvent event, String recipient) {
    Migration move = SampleMove.at(Instant.now());
    School school = STAFF.contains(recipient) ? null : move.schools().get(0);
    Map<String, Object> more = new HashMap<>(sample(event, move));
    if (recipient.equals("it-management")) {
      more.put("head", new SampleHead(128, "0f".repeat(32), "0000beispiel"));
    }
    String subject = (event.ofOneMove() ? "[" + move.id() + "] " : "") + event.subject();
    MailTexts.Body body = mails.preview(event, move, school, subject, more);
    return new MailPreview(event.template(), recipient, subject, body.text(), body.html());
  }

  /** What the mail tells beside the plan. */
  private static Map<String, Object> sample(MailEvent event, Migration move) {
    return switch (event) {
      case TASK_WAITING ->
          Map.of(
              "task",
              "Termin abstimmen",
              "lines",
              List.of("Mittelschule Musterau (0002): Nein, an dem Tag ist Elternabend"),
              "round",
              2,
              "due",
              "bis " + GermanFormat.full(move.window().start()),
              "link",
              "/aufgaben/beispiel");
      case ADDRESS_CHECK -> Map.of("name", "Ina Muster", "post", "Sekretariat", "deputy", false);
      case TASK_REMINDER ->
          Map.of(
              "task",
              "Termin abstimmen",
              "due",
              "bis " + GermanFormat.full(move.window().start()),
              "link",
              "/aufgaben/beispiel");
      case TASK_OVERDUE ->
          Map.of(
              "task",
              "Termin abstimmen",
              "dueAt",
              GermanFormat.full(move.window().start()),
              "taskSchool",
              "Grundschule Beispielbach (0001)",
              "askedPeople",
              List.of("Sekretariat: Ina Muster, Telefon 08123 4567"),
              "forDeputy",
              true,
              "link",
              "/aufgaben/beispiel");
      case DIGEST ->
          Map.of(
              "count",
              2,
              "severalMoves",
              true,
              "tasks",
              List.of(
                  Map.of("line", "U-0000-0000: Termin abstimmen", "link", "/aufgaben/beispiel"),
                  Map.of("line", "U-0000-0001: Daten prüfen", "link", "/aufgaben/beispiel2")));
      case TAKEN_OVER -> Map.of("task", "Vorarbeiten bestätigen", "from", "erika", "to", "max");
      case TROUBLE ->
          Map.of("step", "Datenbank sichern", "stepSchool", "Grundschule Beispielbach (0001)");
      case DELAYED ->
          Map.of("newEnd", GermanFormat.full(move.window().end().plus(Duration.ofHours(2))));
      case ROLLBACK_BEGINS, CANCELLED -> Map.of("reason", "Die Leitung ist gestört");
      case REMAINS -> Map.of("remains", List.of("neu: Datenbank asv (12 GB)", "alt: /opt/asv"));
      default -> Map.of();
    };
  }
}
