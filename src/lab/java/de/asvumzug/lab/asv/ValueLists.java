package de.asvumzug.lab.asv;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** The central value lists (Wertelisten) that every installation has from the beginning. */
public final class ValueLists {
  public static final String YEAR = "SCHULJAHR_2026";
  public static final int SUBJECTS = 8;
  private static final Timestamp CREATED =
      Timestamp.valueOf(LocalDateTime.of(2026, 8, 1, 6, 0, 0, 0));

  private ValueLists() {}

  static void write(Connection connection) throws SQLException {
    insert(
        connection,
        "svp_wl_schuljahr",
        "id, kurzform",
        List.<String[]>of(new String[] {YEAR, "2026/27"}));
    insert(
        connection,
        "svp_wl_werteliste",
        "id, bezeichnung",
        List.of(
            new String[] {"1113", "KLASSENART"},
            new String[] {"1002", "GESCHLECHT"},
            new String[] {"1040", "FACH"}));
    List<String[]> values = new ArrayList<>();
    values.add(new String[] {"1113_01", "1113", "01", "R", "Regelklasse", "Regelklasse"});
    values.add(new String[] {"1002_1", "1002", "1", "m", "männlich", "männlich"});
    values.add(new String[] {"1002_2", "1002", "2", "w", "weiblich", "weiblich"});
    for (int subject = 1; subject <= SUBJECTS; subject++) {
      values.add(
          new String[] {"1040_" + subject, "1040", "" + subject, "F" + subject, null, "Fach"});
    }
    insert(
        connection,
        "svp_wl_wert",
        "id, werteliste_id, schluessel, kurzform, anzeigeform, langform",
        values);
  }

  private static void insert(
      Connection connection, String table, String columns, List<String[]> rows)
      throws SQLException {
    String marks = "?, ".repeat(columns.split(",").length);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into asv."
                + table
                + " ("
                + columns
                + ", create_date) values ("
                + marks
                + "?)")) {
      for (String[] row : rows) {
        for (int i = 0; i < row.length; i++) {
          insert.setString(i + 1, row[i]);
        }
        insert.setTimestamp(row.length + 1, CREATED);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
