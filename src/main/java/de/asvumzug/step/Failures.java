package de.asvumzug.step;

import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** What people read of a failure. */
public final class Failures {

  private Failures() {}

  /** German where it was raised by us; else the kind of error and its text. */
  static String message(Throwable e) {
    if (e instanceof OperationFailed) {
      return e.getMessage();
    }
    String detail = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return e instanceof IOException
        ? "Die Maschine oder eine Datei war nicht erreichbar: " + detail
        : "Unerwarteter Fehler (" + e.getClass().getSimpleName() + "): " + detail;
  }

  /**
   * Whether not the step failed, but what we keep about it could not be written: nothing is known
   * against the work itself, so it must not be done anew because of that.
   */
  public static boolean ourDatabaseIsAway(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof DataAccessResourceFailureException
          || cause instanceof TransientDataAccessException
          || cause instanceof RecoverableDataAccessException
          || cause instanceof CannotCreateTransactionException
          || cause instanceof TransactionSystemException) {
        return true;
      }
    }
    return false;
  }

  static boolean worthRetrying(Throwable e) {
    return !(e instanceof OperationFailed failed) || failed.worthRetrying();
  }
}
