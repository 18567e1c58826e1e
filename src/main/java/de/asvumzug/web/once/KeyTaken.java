package de.asvumzug.web.once;

/**
 * A key that stands for another request, or for one that is still at work; nothing was done. The
 * message is German.
 */
public final class KeyTaken extends RuntimeException {
  /** When the same request may be sent again. */
  public static final int COME_BACK_SECONDS = 5;

  private static final long serialVersionUID = 1L;

  private final boolean atWork;

  private KeyTaken(boolean atWork, String message) {
    super(message);
    this.atWork = atWork;
  }

  static KeyTaken byAnother(String key) {
    return new KeyTaken(
        false,
        "Der Idempotency-Key „%s“ gehört schon zu einer anderen Anfrage der letzten 24 Stunden. Bitte für jeden neuen Vorgang einen neuen Wert nehmen; es wurde nichts ausgeführt."
            .formatted(key));
  }

  static KeyTaken atWork(String key) {
    return new KeyTaken(
        true,
        "Die Anfrage mit dem Idempotency-Key „%s“ wird gerade bearbeitet. Bitte in einigen Sekunden noch einmal senden; dann kommt ihre Antwort."
            .formatted(key));
  }

  /** Whether the same request may be sent again soon. */
  public boolean atWork() {
    return atWork;
  }
}
