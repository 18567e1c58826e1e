package de.asvumzug.task;

/**
 * A person's task cannot be completed like this. The message is German and shown in the Tasklist;
 * the transaction is rolled back, so nothing has changed.
 */
public final class TaskRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TaskRefused(String message) {
    super(message);
  }
}
