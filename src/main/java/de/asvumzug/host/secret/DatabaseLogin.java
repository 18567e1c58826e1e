package de.asvumzug.host.secret;

import java.util.Map;

/**
 * How client programs on a machine log in to a PostgreSQL server.
 *
 * @param password null where none is needed
 * @param environment of the client programs: what they demand of the server before they trust it
 *     with the password (libpq's variables)
 */
public record DatabaseLogin(String password, Map<String, String> environment) {

  /** Never the password. */
  @Override
  public String toString() {
    return "DatabaseLogin" + environment;
  }
}
