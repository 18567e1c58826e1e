package de.asvumzug.lab.asv;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/**
 * The ASV-Updateinstaller (codes assumed): brings program and database structure to the package's
 * version. Exit codes: 0 updated, 10 nothing to do, 20 structure too old, 21 structure newer, 30
 * server is running, 1 other.
 */
public final class UpdaterProgram {
  private UpdaterProgram() {}

  public static void main(String[] line) throws Exception {
    try {
      System.out.println(run(line));
    } catch (Exit e) {
      System.err.println(e.getMessage());
      System.exit(e.code());
    }
  }

  private static String run(String[] line) throws Exit, IOException {
    Arguments arguments = new Arguments(line, Set.of("package", "directory"), Set.of());
    Path program = Path.of(arguments.get("package")).resolve("program");
    Home home = new Home(Path.of(arguments.get("directory")).toAbsolutePath());
    refuseWhileRunning(home);
    Version target = new Home(program).version();
    try (Connection connection = home.open()) {
      Version from = Structure.version(connection);
      check(from, target, home.version());
      connection.setAutoCommit(false);
      Structure.update(connection, from, target);
      connection.commit();
      if (target.newerThan(home.version())) {
        Program.deletePlugins(home);
        Program.copy(program, home);
      }
      return "Datenbankstruktur von " + from + " auf " + target + " gebracht";
    } catch (SQLException e) {
      throw new Exit(1, "Datenbank: " + e.getMessage());
    }
  }

  private static void check(Version from, Version target, Version program) throws Exit {
    if (from.newerThan(target) || program.newerThan(target)) {
      throw new Exit(21, "Struktur " + from + " oder Programm " + program + " ist neuer");
    }
    if (from.equals(target) && program.equals(target)) {
      throw new Exit(10, "Die Datenbankstruktur ist schon auf " + target);
    }
    if (!target.canUpdateFrom(from)) {
      throw new Exit(20, "Struktur " + from + " ist zu alt für " + target);
    }
  }

  private static void refuseWhileRunning(Home home) throws Exit, IOException {
    Map<String, String> config = home.config();
    String mark = "-Dasv.home=" + home.folder();
    boolean process =
        ProcessHandle.allProcesses()
            .map(handle -> handle.info().commandLine().orElse(""))
            .anyMatch(command -> (command + " ").contains(mark + " "));
    if (process || answers(Integer.parseInt(config.getOrDefault("client.port", "8765")))) {
      throw new Exit(30, "Der ASV-Server läuft noch; bitte zuerst beide Dienste beenden");
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
