package de.asvumzug.backup;

import de.asvumzug.backup.ManifestReport.Deviation;
import de.asvumzug.backup.ManifestReport.What;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import de.asvumzug.host.job.ProgressListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads every byte of a backup and compares it with the manifest, on the machine it lies on. */
public final class ManifestCheck {
  private ManifestCheck() {}

  /**
   * @param expected the backup as evidence knows it; its manifest counts, not the one in the folder
   */
  public static ManifestReport read(Host host, Backup expected, ProgressListener progress)
      throws IOException, InterruptedException {
    return read(host, expected, Set.of(), progress);
  }

  /**
   * @param proven paths of files that this very attempt has read in full already; of them only
   *     presence and size are looked at
   */
  public static ManifestReport read(
      Host host, Backup expected, Set<String> proven, ProgressListener progress)
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
    Reading reading = new Reading(host, folder, manifest, proven, progress);
    deviations.addAll(reading.of(there));
    manifest.files().forEach(entry -> there.remove(entry.path()));
    there.keySet().stream().sorted().forEach(p -> deviations.add(new Deviation(p, What.EXTRA)));
    return new ManifestReport(
        host.name(), folder, manifestSha256, manifest.files().size(), manifest.bytes(), deviations);
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

  /** Reads several files at a time. */
  private static final class Reading {
    private final Host host;
    private final String folder;
    private final Manifest manifest;
    private final Set<String> proven;
    private final ProgressCounter tally;
    private final Map<String, Deviation> found = new ConcurrentHashMap<>();

    Reading(
        Host host,
        String folder,
        Manifest manifest,
        Set<String> proven,
        ProgressListener progress) {
      this.host = host;
      this.folder = folder;
      this.manifest = manifest;
      this.proven = proven;
      this.tally =
          new ProgressCounter(progress, manifest.bytes(), "Sicherung wird vollständig gelesen");
    }

    /** Deviations in the order of the manifest. */
    List<Deviation> of(Map<String, FileStat> there) throws IOException, InterruptedException {
      List<Manifest.Entry> toRead = new ArrayList<>();
      for (Manifest.Entry entry : manifest.files()) {
        What what = atFirstSight(entry, there.get(entry.path()));
        if (what != null) {
          found.put(entry.path(), new Deviation(entry.path(), what));
        }
        if (what != null || proven.contains(entry.path())) {
          tally.add(entry.size());
        } else {
          toRead.add(entry);
        }
      }
      Parallel.each(Parallel.portions(toRead, Manifest.Entry::size), this::read);
      return manifest.files().stream()
          .map(entry -> found.get(entry.path()))
          .filter(Objects::nonNull)
          .toList();
    }

    private void read(List<Manifest.Entry> entries) throws IOException {
      List<String> sums =
          host.files().sha256(entries.stream().map(e -> folder + "/" + e.path()).toList());
      for (int i = 0; i < entries.size(); i++) {
        Manifest.Entry entry = entries.get(i);
        if (!sums.get(i).equals(entry.sha256())) {
          found.put(entry.path(), new Deviation(entry.path(), What.CHANGED));
        }
        tally.add(entry.size());
      }
    }

    private static What atFirstSight(Manifest.Entry entry, FileStat stat) {
      if (stat == null) {
        return What.MISSING;
      }
      if (!stat.isFile()) {
        return What.CHANGED;
      }
      if (stat.size() == entry.size()) {
        return null;
      }
      return stat.size() < entry.size() ? What.TRUNCATED : What.LONGER;
    }
  }
}
