package de.asvumzug.security.worker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Log-in of the worker inside this application at {@code /engine-rest/external-task}. Each node has
 * a password of its own, so nothing about it is kept in the database that all nodes share.
 */
public record WorkerAccount(String user, String password) {

  public boolean is(String attempt) {
    return MessageDigest.isEqual(
        password.getBytes(StandardCharsets.UTF_8), attempt.getBytes(StandardCharsets.UTF_8));
  }

  /** Without the password: this record may end up in a log. */
  @Override
  public String toString() {
    return "WorkerAccount[" + user + "]";
  }
}
