package de.asvumzug.lab.asv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Trap 5: the night comes. In mode {@code auto} the update service brings structure and program to
 * the version that the switch {@code nightly-update} names, as the Updateinstaller would: a server
 * that runs is stopped for it and started again, a stopped one stays stopped. In every other mode
 * it only looks.
 */
final class NightlyUpdate {
  private static final String SERVER = "asv-server";
  private static final String JAR = "de.asv.server_";

  private final Home home;

  /** What was logged last: the service looks several times a second. */
  private String said = "";

  NightlyUpdate(Home home) {
    this.home = home;
  }

  void runIfDue() throws IOException, InterruptedException {
    Path night = Home.labSwitch("nightly-update");
    if (!Files.exists(night)) {
      return;
    }
    String published = Files.readString(night);
    if (published.isBlank() || !Version.parse(published).newerThan(home.version())) {
      return;
    }
    Version version = Version.parse(published);
    String mode = home.updateServiceConfig().getOrDefault("mode", "auto");
    if (!mode.equals("auto")) {
      say(version + " gefunden, Modus " + mode);
      return;
    }
    boolean running = systemctl("is-active") == 0;
    if (running) {
      systemctl("stop");
    }
    try {
      if (update(version)) {
        // Only now: the database is free again for whoever has waited for this line.
        say("auf " + version + " gebracht");
      }
    } finally {
      if (running) {
        systemctl("start");
      }
    }
  }

  private boolean update(Version version) throws IOException {
    try (Connection connection = home.open()) {
      Version from = Structure.version(connection);
      if (!version.canUpdateFrom(from)) {
        say("Struktur " + from + " ist zu alt für " + version);
        return false;
      }
      connection.setAutoCommit(false);
      Structure.update(connection, from, version);
      connection.commit();
      replaceProgram(version);
      return true;
    } catch (SQLException locked) {
      say("Datenbank gerade nicht frei: " + locked.getMessage());
      return false;
    }
  }

  /** The program of the new version is the old one under its name: nobody delivers it here. */
  private void replaceProgram(Version version) throws IOException {
    List<Path> programs;
    try (Stream<Path> files = Files.list(home.file("plugins"))) {
      programs = files.filter(file -> file.getFileName().toString().startsWith(JAR)).toList();
    }
    for (Path program : programs) {
      Files.move(program, home.file("plugins/" + JAR + version + ".jar"));
    }
    Files.writeString(home.file("asv.version"), version + "\n");
    Shipped.write(home);
  }

  private void say(String what) throws IOException {
    if (!what.equals(said)) {
      home.log("Aktualisierungsdienst: " + what);
      said = what;
    }
  }

  private static int systemctl(String word) throws IOException, InterruptedException {
    return new ProcessBuilder("systemctl", word, SERVER).inheritIO().start().waitFor();
  }
}
