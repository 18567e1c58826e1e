package de.asvumzug.asv.files;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * The files that the server's consistency check covers (release notes 1.27): listed after the
 * installation, compared before each start (rule I4).
 */
@Component
public class ShippedFiles {
  private static final int NAMED = 5;

  private final LayoutSettings layout;

  public ShippedFiles(LayoutSettings layout) {
    this.layout = layout;
  }

  public ShippedFileList list(Endpoint endpoint) throws IOException {
    HostFiles files = endpoint.host().files();
    List<String> covered = new ArrayList<>();
    for (String shipped : layout.on(endpoint).shipped()) {
      String path = layout.path(endpoint, shipped);
      Optional<FileStat> stat = files.stat(path);
      if (stat.isPresent() && stat.get().isFile()) {
        covered.add(shipped);
      } else if (stat.isPresent()) {
        files.list(path).stream()
            .filter(FileStat::isFile)
            .forEach(file -> covered.add(shipped + "/" + file.path()));
      }
    }
    List<String> found =
        files.sha256(covered.stream().map(file -> layout.path(endpoint, file)).toList());
    TreeMap<String, String> sums = new TreeMap<>();
    for (int at = 0; at < covered.size(); at++) {
      sums.put(covered.get(at), found.get(at));
    }
    return new ShippedFileList(endpoint.host().name(), endpoint.host().clock(), sums);
  }

  /** What differs now, one German text a file; empty if all is as listed. */
  public List<String> differences(Endpoint endpoint, ShippedFileList before) throws IOException {
    Map<String, String> now = list(endpoint).sha256();
    List<String> found = new ArrayList<>();
    before
        .sha256()
        .forEach(
            (path, sum) -> {
              if (!now.containsKey(path)) {
                found.add(path + " (fehlt)");
              } else if (!now.get(path).equals(sum)) {
                found.add(path + " (verändert)");
              }
            });
    now.keySet().stream()
        .filter(path -> !before.sha256().containsKey(path))
        .forEach(path -> found.add(path + " (hinzugekommen)"));
    return found;
  }

  /**
   * @throws OperationFailed (permanent) naming the files if anything differs
   */
  public void requireUnchanged(Endpoint endpoint, ShippedFileList before) throws IOException {
    List<String> found = differences(endpoint, before);
    if (!found.isEmpty()) {
      throw OperationFailed.permanent(
          """
          Auf %s stimmen %s ausgelieferte Dateien nicht mehr mit dem Stand nach der \
          Installation überein: %s%s. Die Konsistenzprüfung würde den Start verhindern."""
              .formatted(
                  endpoint.host().name(),
                  found.size(),
                  String.join(", ", found.subList(0, Math.min(NAMED, found.size()))),
                  found.size() > NAMED ? " und weitere" : ""),
          """
          Bitte die Dateien aus dem Installationspaket wiederherstellen; eigene Einstellungen \
          gehören in die lokalen Dateien.""");
    }
  }
}
