package de.asvumzug.lab.asv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Trap 5: the night comes. In mode {@code auto} the update service brings program and structure to
 * the version that the switch {@code nightly-update} names; in every other mode it only looks.
 */
final class NightlyUpdate {
  private NightlyUpdate() {}

  static void runIfDue(Home home) throws IOException {
    Path night = Home.labSwitch("nightly-update");
    if (!Files.exists(night)) {
      return;
    }
    Version version = Version.parse(Files.readString(night));
    if (!version.newerThan(home.version())) {
      return;
    }
    String mode = home.updateServiceConfig().getOrDefault("mode", "auto");
    if (!mode.equals("auto")) {
      home.log("Aktualisierungsdienst: " + version + " gefunden, Modus " + mode);
      return;
    }
    try (Connection connection = home.open()) {
      Structure.setVersion(connection, version);
      Files.writeString(home.file("asv.version"), version + "\n");
      Shipped.write(home);
      home.log("Aktualisierungsdienst: auf " + version + " gebracht");
    } catch (SQLException locked) {
      home.log("Aktualisierungsdienst: Datenbank gerade nicht frei");
    }
  }
}
