package de.asvumzug.notify;

import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.words.TypedWords;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lines about mails. Addresses often are names of people, and somebody typed them: they are kept
 * beside the chain like all that people type.
 */
final class MailTrail {
  private MailTrail() {}

  static AuditEvent line(Mail mail, TrailKind kind, String what, Map<String, Object> more) {
    return by(AuditEvent.SYSTEM, mail, kind, what, more);
  }

  /** What a person has done with a mail. */
  static AuditEvent by(
      String actor, Mail mail, TrailKind kind, String what, Map<String, Object> more) {
    Map<String, Object> details = new LinkedHashMap<>(more);
    details.put("event", mail.event());
    details.put("recipient", TypedWords.of(mail.recipient()));
    details.put("subject", mail.subject());
    details.put("messageId", mail.messageId());
    return new AuditEvent(
        mail.migrationId(),
        kind,
        actor,
        null,
        mail.school(),
        null,
        "Mail „%s“ %s".formatted(MailEvent.valueOf(mail.event()).subject(), what),
        details);
  }
}
