package de.asvumzug.backup;

import de.asvumzug.host.OperationFailed;
import java.util.List;

/**
 * Rule I4: lets only local configuration files be written. A shipped file that was changed keeps the
 * server from starting (consistency check since release 1.27).
 */
final class LocalFileGuard {
  private final List<String> localFiles;

  LocalFileGuard(List<String> localFiles) {
    this.localFiles = List.copyOf(localFiles);
  }

  /**
   * @param path relative to the installation, exactly as on the list
   * @return the absolute path
   * @throws OperationFailed (lasting) for any other path
   */
  String writable(String installation, String path) {
    boolean plain = !path.startsWith("/") && !List.of(path.split("/")).contains("..");
    if (!plain || !localFiles.contains(path)) {
      throw OperationFailed.lasting(
          "Die Datei "
              + path
              + " gehört zum Lieferumfang oder ist unbekannt und wird nicht geschrieben. Geschrieben werden nur: "
              + String.join(", ", localFiles)
              + ".");
    }
    return installation + "/" + path;
  }
}
