package de.asvumzug.lab.asv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;

/**
 * dbctl (words and codes assumed): {@code list}, {@code lock} and {@code unlock} work at any time,
 * {@code backup}, {@code restore} and {@code delete} need a stopped server.
 *
 * <p>Exit codes: 0 done, 1 wrong use, 2 database, 3 unknown school, 20 data model differs, 21 value
 * lists differ, 22 file damaged, 30 server is running.
 */
public final class DbctlProgram {
  private static final Set<String> WORDS =
      Set.of("list", "lock", "unlock", "backup", "restore", "delete");

  private final Home home;
  private final String word;
  private final Arguments arguments;

  private DbctlProgram(Home home, String word, Arguments arguments) {
    this.home = home;
    this.word = word;
    this.arguments = arguments;
  }

  public static void main(String[] line) throws Exception {
    try {
      if (line.length == 0 || !WORDS.contains(line[0])) {
        throw new Exit(
            1, "Aufruf: dbctl list | lock | unlock | backup | restore | delete [--schule N …]");
      }
      Arguments arguments =
          new Arguments(
              Arrays.copyOfRange(line, 1, line.length),
              Set.of("schule", "verzeichnis", "datei"),
              Set.of());
      System.out.print(new DbctlProgram(Home.ofProcess(), line[0], arguments).run());
    } catch (Exit e) {
      System.err.println(e.getMessage());
      System.exit(e.code());
    } catch (SQLException e) {
      System.err.println("Datenbank nicht erreichbar: " + e.getMessage());
      System.exit(2);
    }
  }

  private String run() throws Exit, IOException, SQLException, InterruptedException {
    return switch (word) {
      case "list", "lock", "unlock" -> access();
      case "backup" -> backup();
      case "restore" -> restore();
      default -> delete();
    };
  }

  /** A running School server holds its file, so it does this itself. */
  private String access() throws Exit, IOException, SQLException, InterruptedException {
    String school = word.equals("list") ? "" : arguments.get("schule");
    if (home.school() && RunningServer.of(home).answers()) {
      return RunningServer.of(home).ask(word, school);
    }
    try (Connection connection = home.open()) {
      return access(connection, word, school);
    }
  }

  /** What the running server carries out too. */
  static String access(Connection connection, String word, String school)
      throws SQLException, Exit {
    if (word.equals("list")) {
      return String.join("\n", SchoolLock.list(connection)) + "\n";
    }
    SchoolTables.idOf(connection, school);
    SchoolLock.set(connection, school, word.equals("lock"));
    return "Schule " + school + (word.equals("lock") ? " gesperrt\n" : " freigegeben\n");
  }

  private String backup() throws Exit, IOException, SQLException {
    RunningServer.of(home).refuse();
    try (Connection connection = home.open()) {
      return SchoolBackup.write(
              connection, arguments.get("schule"), Path.of(arguments.get("verzeichnis")))
          + "\n";
    }
  }

  private String restore() throws Exit, IOException, SQLException {
    RunningServer.of(home).refuse();
    Path file = Path.of(arguments.get("datei"));
    if (!Files.isRegularFile(file)) {
      throw new Exit(22, "Die Datei " + file + " gibt es nicht");
    }
    try (Connection connection = home.open()) {
      return "Schule " + SchoolRestore.run(connection, file) + " eingespielt\n";
    }
  }

  private String delete() throws Exit, IOException, SQLException {
    RunningServer.of(home).refuse();
    try (Connection connection = home.open()) {
      connection.setAutoCommit(false);
      SchoolRemoval.run(connection, arguments.get("schule"));
      connection.commit();
      return "Schule " + arguments.get("schule") + " gelöscht\n";
    }
  }
}
