package de.asvumzug.step;

import de.asvumzug.host.OperationFailed;
import java.io.IOException;

/** What people read of a failure. */
final class Failures {

  private Failures() {}

  /** German where it was raised by us; else the kind of error and its text. */
  static String message(Exception e) {
    if (e instanceof OperationFailed) {
      return e.getMessage();
    }
    String detail = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return e instanceof IOException
        ? "Die Maschine oder eine Datei war nicht erreichbar: " + detail
        : "Unerwarteter Fehler (" + e.getClass().getSimpleName() + "): " + detail;
  }

  static boolean worthRetrying(Exception e) {
    return !(e instanceof OperationFailed failed) || failed.worthRetrying();
  }
}
