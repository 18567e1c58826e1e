package de.asvumzug.host.secret;

import de.asvumzug.host.OperationFailed;

/**
 * Secrets by name, from files that belong to this application's user only. Those that a plan names
 * are handed out for the purpose and the machine alone that the settings bind them to.
 */
public interface Secrets {

  /**
   * A secret that the settings themselves name.
   *
   * @throws OperationFailed if there is no such secret; the message names the file that was
   *     expected
   */
  String read(String name);

  /**
   * The PIN of a certificate that lies on a machine.
   *
   * @throws OperationFailed (permanent) if the settings do not bind the secret to this use
   */
  String certificatePin(String machine, String name);

  /**
   * How a machine's programs log in to a PostgreSQL server.
   *
   * @param host the server's address as seen from the machine
   * @param secret name of the password's secret; null where none is needed
   * @throws OperationFailed (permanent) if the settings let the machine log in there neither at
   *     all, nor with this secret
   */
  DatabaseLogin databaseLogin(String machine, String host, String secret);

  boolean exists(String name);
}
