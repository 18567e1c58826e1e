package de.asvumzug.lab.asv;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;

/** The accounts of an ASV server (table assumed; docs/domain.md §3.3 names none). */
public final class Users {
  /** First log-in after a fresh installation (docs/domain.md §10). */
  public static final String INITIAL_PASSWORD = "!!ASV!!";

  private Users() {}

  /** Creates an account that belongs to no school, or gives it another password. */
  public static void put(Connection connection, String user, String password, boolean locked)
      throws SQLException {
    put(connection, user, password, locked, null);
  }

  /**
   * Creates an account or gives it another password.
   *
   * @param school id of the school that it belongs to; null for one that works across schools
   */
  public static void put(
      Connection connection, String user, String password, boolean locked, String school)
      throws SQLException {
    try (PreparedStatement delete =
            connection.prepareStatement("delete from asv.svp_benutzer where kennung = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into asv.svp_benutzer (kennung, passwort, gesperrt, schule_stamm_id) values"
                    + " (?, ?, ?, ?)")) {
      delete.setString(1, user);
      delete.executeUpdate();
      insert.setString(1, user);
      insert.setString(2, hash(password));
      insert.setBoolean(3, locked);
      insert.setString(4, school);
      insert.executeUpdate();
    }
  }

  /** Answer of the log-in: 200, 401 wrong user or password, 403 account locked. */
  static int login(Connection connection, String user, String password) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select passwort, gesperrt from asv.svp_benutzer where kennung = ?")) {
      query.setString(1, user);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next() || !matches(row.getString(1), password)) {
          return 401;
        }
        return row.getBoolean(2) || SchoolLock.holds(connection, user) ? 403 : 200;
      }
    }
  }

  private static String hash(String password) {
    byte[] salt = new byte[8];
    new SecureRandom().nextBytes(salt);
    return digest(HexFormat.of().formatHex(salt), password);
  }

  private static boolean matches(String stored, String password) {
    return stored.equals(digest(stored.substring(0, 16), password));
  }

  private static String digest(String salt, String password) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(salt.getBytes(StandardCharsets.UTF_8));
      byte[] sum = sha.digest(password.getBytes(StandardCharsets.UTF_8));
      return salt + "$" + HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
