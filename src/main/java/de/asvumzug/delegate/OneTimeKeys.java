package de.asvumzug.delegate;

import de.asvumzug.backup.Vault;
import de.asvumzug.backup.transfer.Transfer;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.step.Step;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Takes away what was cut so hard that nobody could do it at its end: the key of a direct transfer,
 * and decrypted files. Called on every way out of a move; that a machine cannot be asked does not
 * close the way, and is said on the trail.
 */
@Component
public class OneTimeKeys {
  private final Transfer transfer;
  private final Vault vault;

  public OneTimeKeys(Transfer transfer, Vault vault) {
    this.vault = vault;
    this.transfer = transfer;
  }

  public void takeAway(Step step) throws InterruptedException {
    Host from = step.source().host();
    Host to = step.target().host();
    takeAwayFrom(step, from);
    takeAwayFrom(step, to);
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

  /** Decrypted files and half a backup; for a move whose other machine is out of use. */
  public void takeAwayFrom(Step step, Host host) throws InterruptedException {
    try {
      if (vault.forgetPlain(host, step.migration().id())) {
        step.note("Entschlüsselte und angefangene Dateien entfernt", Map.of("auf", host.name()));
      }
    } catch (IOException | OperationFailed e) {
      step.note(
          """
          Ob auf %s noch entschlüsselte Dateien liegen, ließ sich nicht prüfen; bitte dort den \
          Ordner %s ansehen"""
              .formatted(host.name(), host.workFolder() + "/plain"),
          Map.of("Grund", String.valueOf(e.getMessage())));
    }
  }
}
