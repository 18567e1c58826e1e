package de.asvumzug.delegate;

import de.asvumzug.backup.transfer.Transfer;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.step.Step;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Takes away the key of a direct transfer that was cut so hard that nobody could do it at its end.
 * Called on every way out of a move; that a machine cannot be asked does not close the way, since
 * the key expires by itself.
 */
@Component
public class OneTimeKeys {
  private final Transfer transfer;

  public OneTimeKeys(Transfer transfer) {
    this.transfer = transfer;
  }

  public void takeAway(Step step) throws InterruptedException {
    Host from = step.source().host();
    Host to = step.target().host();
    if (to.sshAddress().isEmpty()) {
      return;
    }
    try {
      if (transfer.forgetKey(from, to, step.migration().id())) {
        step.note("Einmal-Schlüssel der Übertragung entfernt", Map.of("auf", to.name()));
      }
    } catch (IOException | OperationFailed e) {
      step.note(
          """
          Ob auf %s noch ein Einmal-Schlüssel der Übertragung liegt, ließ sich nicht prüfen; er \
          gilt höchstens zwei Tage"""
              .formatted(to.name()),
          Map.of("Grund", String.valueOf(e.getMessage())));
    }
  }
}
