package de.asvumzug.move;

import de.asvumzug.lab.LabMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Somebody who forces an old server up although its files were parked, and who puts them back.
 *
 * @param machine the old machine
 * @param migrationId the move that parked its files
 */
record FenceByHand(LabMachine machine, String migrationId) {
  private static final List<String> PARKED = List.of("asv.exe", "configuration/config.local.ini");

  void lift() throws IOException {
    rename(".umzug-" + migrationId, "");
  }

  void putBack() throws IOException {
    rename("", ".umzug-" + migrationId);
  }

  private void rename(String now, String then) throws IOException {
    for (String file : PARKED) {
      Path path = machine.installation().resolve(file);
      Files.move(Path.of(path + now), Path.of(path + then));
    }
  }
}
