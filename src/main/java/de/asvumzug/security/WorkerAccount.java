package de.asvumzug.security;

/** Log-in of the workers at {@code /engine-rest/external-task}. */
public record WorkerAccount(String user, String password) {

  /** Without the password: this record may end up in a log. */
  @Override
  public String toString() {
    return "WorkerAccount[" + user + "]";
  }
}
