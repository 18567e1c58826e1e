package de.asvumzug.notify;

import java.util.UUID;

/** Message-IDs: stable once given, so that a mail sent twice after a crash is recognised. */
final class MessageId {
  private MessageId() {}

  static String of(String migrationId, MailEvent event, MailSettings settings) {
    return "<"
        + String.join(
            ".",
            migrationId.replaceAll("[^A-Za-z0-9-]", ""),
            event.template(),
            UUID.randomUUID().toString())
        + "@"
        + settings.sender().domain()
        + ">";
  }
}
