package de.asvumzug.lab.asv;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * dbctl (words and codes assumed): {@code dbctl list} prints the schools of the database. Exit
 * codes: 0 done, 1 wrong use, 2 database.
 */
public final class DbctlProgram {
  private DbctlProgram() {}

  public static void main(String[] line) throws Exception {
    if (line.length != 1 || !line[0].equals("list")) {
      System.err.println("Aufruf: dbctl list");
      System.exit(1);
    }
    try (Connection connection = Home.ofProcess().open();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select schulnummer, kurzname from asv.svp_schule_stamm order by schulnummer")) {
      while (rows.next()) {
        System.out.println(rows.getString(1) + ";" + rows.getString(2));
      }
    } catch (SQLException e) {
      System.err.println("Datenbank nicht erreichbar: " + e.getMessage());
      System.exit(2);
    }
  }
}
