package de.asvumzug.asv.installer;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How the program of an unpacked vendor package is started. */
public final class StartScript {
  private StartScript() {}

  /**
   * A zip read as a stream tells no file modes: the script is handed to the shell.
   *
   * @throws OperationFailed (permanent) if the package has no such script, or one that the machine
   *     cannot run
   */
  public static List<String> command(Endpoint endpoint, PackageFile unpacked, String script)
      throws IOException {
    Optional<String> found =
        endpoint.host().files().list(unpacked.folder()).stream()
            .filter(FileStat::isFile)
            .map(FileStat::path)
            .filter(path -> path.equals(script) || path.endsWith("/" + script))
            .min(Comparator.comparingInt(String::length));
    if (found.isEmpty()) {
      throw OperationFailed.permanent(
          "Im Paket %s auf %s fehlt das Startskript %s."
              .formatted(unpacked.path(), endpoint.host().name(), script),
          "Bitte prüfen, ob das richtige Paket bereitliegt.");
    }
    String file = unpacked.folder() + "/" + found.get();
    if (endpoint.host().system() == Host.OperatingSystem.LINUX) {
      return List.of("sh", file);
    }
    if (file.endsWith(".sh")) {
      throw OperationFailed.permanent(
          "Das Startskript %s läuft auf der Windows-Maschine %s nicht."
              .formatted(script, endpoint.host().name()),
          """
          Bitte das Windows-Programm des Pakets einstellen oder diesen Schritt von Hand \
          erledigen.""");
    }
    return List.of(file);
  }
}
