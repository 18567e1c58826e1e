package de.asvumzug.host;

/** Secrets by name, from files that belong to this application's user only. */
public interface Secrets {

  /**
   * @throws OperationFailed if there is no such secret; the message names the file that was
   *     expected
   */
  String read(String name);

  boolean exists(String name);
}
