package de.asvumzug.lab.asv;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Which schools may be worked with; kept apart from the schools' own rows (all assumed). */
final class SchoolLock {
  private static final String PREFIX = "schule.gesperrt.";

  private SchoolLock() {}

  static void set(Connection connection, String school, boolean locked) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from asv.svp_systemparameter where name = ?")) {
      delete.setString(1, PREFIX + school);
      delete.executeUpdate();
    }
    if (locked) {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into asv.svp_systemparameter (name, wert) values (?, 'ja')")) {
        insert.setString(1, PREFIX + school);
        insert.executeUpdate();
      }
    }
  }

  /** Lines {@code number;name;aktiv|gesperrt}. */
  static List<String> list(Connection connection) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "select s.schulnummer, s.kurzname, p.name from asv.svp_schule_stamm s left join"
                    + " asv.svp_systemparameter p on p.name = '"
                    + PREFIX
                    + "' || s.schulnummer order by s.schulnummer");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        lines.add(
            row.getString(1)
                + ";"
                + row.getString(2)
                + ";"
                + (row.getString(3) == null ? "aktiv" : "gesperrt"));
      }
    }
    return lines;
  }

  /** Whether the school of this user may not be worked with. */
  static boolean holds(Connection connection, String user) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select count(*) from asv.svp_benutzer b join asv.svp_schule_stamm s on s.id ="
                + " b.schule_stamm_id join asv.svp_systemparameter p on p.name = '"
                + PREFIX
                + "' || s.schulnummer where b.kennung = ?")) {
      query.setString(1, user);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getInt(1) > 0;
      }
    }
  }
}
