package de.asvumzug.delegate.mail;

import de.asvumzug.notify.MailRefused;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Raises the process {@code undeliverable-mail} for a recipient whose mails are refused for good,
 * in the transaction that notes the refusal: there is a task if and only if there is something to
 * tell. One task for each recipient; further mails are shown in it. So the mail that tells of the
 * task, refused like the one before, raises no other one.
 */
@Component
class MailRefusedListener {
  static final String PROCESS = "undeliverable-mail";
  static final String RECIPIENT = "mailRecipient";

  private final RuntimeService runtime;

  MailRefusedListener(@Lazy RuntimeService runtime) {
    this.runtime = runtime;
  }

  @EventListener
  void on(MailRefused refused) {
    String recipient = refused.recipient().toLowerCase(Locale.ROOT);
    boolean open =
        runtime
                .createProcessInstanceQuery()
                .processDefinitionKey(PROCESS)
                .processInstanceBusinessKey(refused.migrationId())
                .variableValueEquals(RECIPIENT, recipient)
                .count()
            > 0;
    if (!open) {
      runtime.startProcessInstanceByKey(
          PROCESS,
          refused.migrationId(),
          Map.of("migrationId", refused.migrationId(), RECIPIENT, recipient));
    }
  }
}
