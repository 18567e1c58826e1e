package de.asvumzug.host.script;

import java.io.IOException;

/** The connection ended before the machine could say how a command came out. */
public final class ConnectionCut extends IOException {
  public ConnectionCut(String machine, Throwable cause) {
    super("Die Verbindung zu " + machine + " ist unterbrochen worden", cause);
  }

  private ConnectionCut(String message) {
    super(message);
  }

  /**
   * The machine said that it is done, but the answer has no end, or is not as long as its end says.
   *
   * @param flaw what it lacks
   */
  static ConnectionCut unfinished(
      String machine, String verb, String flaw, int code, String errors) {
    return new ConnectionCut(
        """
        %s: die Antwort auf %s kam nicht ganz an (erwartet war ihr Abschluss mit ihrer Länge, \
        %s, Code %s%s). Es wird noch einmal gefragt; bleibt es dabei, bitte die Maschine und \
        den Arbeitsordner dort prüfen."""
            .formatted(machine, verb, flaw, code, errors.isEmpty() ? "" : ", " + errors));
  }
}
