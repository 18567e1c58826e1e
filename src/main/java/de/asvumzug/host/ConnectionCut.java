package de.asvumzug.host;

import java.io.IOException;

/** The connection ended before the machine could say how a command came out. */
final class ConnectionCut extends IOException {
  ConnectionCut(String machine, Throwable cause) {
    super("Die Verbindung zu " + machine + " ist unterbrochen worden", cause);
  }
}
