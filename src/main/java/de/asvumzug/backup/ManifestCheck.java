package de.asvumzug.backup;

import de.asvumzug.backup.ManifestReport.Deviation;
import de.asvumzug.backup.ManifestReport.What;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import de.asvumzug.host.Progress;
import de.asvumzug.host.ProgressListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads every byte of a backup and compares it with the manifest, on the machine it lies on. */
final class ManifestCheck {
  private ManifestCheck() {}

  /**
   * @param expected the backup as evidence knows it; its manifest counts, not the one in the folder
   */
  static ManifestReport read(Host host, Backup expected, ProgressListener progress)
      throws IOException, InterruptedException {
    String folder = expected.folder();
    Manifest manifest = expected.manifest();
    List<Deviation> deviations = new ArrayList<>();
    Map<String, FileStat> there = there(host, folder);
    String manifestSha256 = manifestSha256(host, folder, there);
    if (manifestSha256.isEmpty()) {
      deviations.add(new Deviation(Manifest.NAME, What.MISSING));
    } else if (!manifestSha256.equals(expected.manifestSha256())) {
      deviations.add(new Deviation(Manifest.NAME, What.CHANGED));
    }
    there.remove(Manifest.NAME);
    long done = 0;
    for (Manifest.Entry entry : manifest.files()) {
      Interruption.check();
      FileStat stat = there.remove(entry.path());
      What what = compare(host, folder + "/" + entry.path(), entry, stat);
      if (what != null) {
        deviations.add(new Deviation(entry.path(), what));
      }
      done += entry.size();
      progress.at(
          new Progress(done, manifest.bytes(), "Bytes", "Sicherung wird vollständig gelesen"));
    }
    there.keySet().stream().sorted().forEach(p -> deviations.add(new Deviation(p, What.EXTRA)));
    return new ManifestReport(
        host.name(), folder, manifestSha256, manifest.files().size(), done, deviations);
  }

  private static Map<String, FileStat> there(Host host, String folder) throws IOException {
    if (host.files().stat(folder).isEmpty()) {
      return new HashMap<>();
    }
    return host.files().list(folder).stream()
        .filter(stat -> stat.kind() != FileStat.Kind.FOLDER)
        .collect(Collectors.toMap(FileStat::path, Function.identity()));
  }

  private static String manifestSha256(Host host, String folder, Map<String, FileStat> there)
      throws IOException {
    FileStat stat = there.get(Manifest.NAME);
    return stat != null && stat.isFile() ? host.files().sha256(folder + "/" + Manifest.NAME) : "";
  }

  private static What compare(Host host, String path, Manifest.Entry entry, FileStat stat)
      throws IOException {
    if (stat == null) {
      return What.MISSING;
    }
    if (!stat.isFile()) {
      return What.CHANGED;
    }
    if (stat.size() < entry.size()) {
      return What.TRUNCATED;
    }
    if (stat.size() > entry.size()) {
      return What.LONGER;
    }
    return host.files().sha256(path).equals(entry.sha256()) ? null : What.CHANGED;
  }
}
