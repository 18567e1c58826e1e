package de.asvumzug.support;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;

/** Tells an application that is away for a while from one that refuses. */
public final class Outage {
  private static final int UNAUTHORIZED = 401;
  private static final int SERVER_ERROR = 500;

  private Outage() {}

  /** Whether the same may work later: nobody answered, or the session ended with a restart. */
  public static boolean passes(IOException error) {
    if (error instanceof Person.Refused refused) {
      return refused.status() == UNAUTHORIZED || refused.status() >= SERVER_ERROR;
    }
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          || cause instanceof SocketException
          || cause instanceof HttpTimeoutException
          || cause instanceof EOFException) {
        return true;
      }
    }
    return false;
  }
}
