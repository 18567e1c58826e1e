package de.asvumzug.host.script;

import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ends a call that the machine has not begun in time: a start file of the log-in's shell may wait
 * for something that never comes.
 */
final class BeginTimeout {
  private final AtomicReference<Connection.Exchange> waiting;
  private final String machine;
  private final Duration limit;
  private volatile boolean late;

  BeginTimeout(Connection.Exchange exchange, String machine, Duration limit) {
    this.waiting = new AtomicReference<>(exchange);
    this.machine = machine;
    this.limit = limit;
    CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS).execute(this::end);
  }

  /** From now on it may take as long as it takes. */
  void begun() {
    waiting.set(null);
  }

  /**
   * To be asked when the answer has ended before its beginning.
   *
   * @param seen what came instead
   * @throws OperationFailed (temporary) if it was ended here
   */
  void requireInTime(String seen) {
    if (late) {
      throw OperationFailed.temporary(
          "Auf %s hat die Anmeldeshell nach %s s noch keinen Befehl begonnen%s."
              .formatted(
                  machine, limit.toSeconds(), seen.isEmpty() ? "" : "; zu sehen war: " + seen),
          """
          Bitte prüfen, ob eine Startdatei der Anmeldung (.bashrc, .profile, .cshrc) auf etwas \
          wartet, und ob ein ForceCommand oder ein Menü gesetzt ist.""");
    }
  }

  private void end() {
    Connection.Exchange exchange = waiting.getAndSet(null);
    if (exchange != null) {
      late = true;
      try {
        exchange.close();
      } catch (IOException e) {
        // Whoever reads from it finds out.
      }
    }
  }
}
