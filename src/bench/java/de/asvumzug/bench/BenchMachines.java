package de.asvumzug.bench;

import de.asvumzug.host.Host;
import de.asvumzug.host.LocalHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The old and the new machine: two folders of this one. */
final class BenchMachines implements AutoCloseable {
  private final Path folder;
  private final int sshPort;
  private final Path key;
  private final Path knownHosts;
  private final Host old;
  private final Host fresh;

  BenchMachines(Path folder, int sshPort, Path key, Path knownHosts) throws Exception {
    this.folder = folder;
    this.sshPort = sshPort;
    this.key = key;
    this.knownHosts = knownHosts;
    this.old = machine("alt");
    this.fresh = machine("neu");
    for (Host host : List.of(old, fresh)) {
      Files.createDirectories(Path.of(installation(host), "configuration"));
    }
  }

  static BenchMachines of(String[] arguments, int from) throws Exception {
    return new BenchMachines(
        Path.of(arguments[from]),
        Integer.parseInt(arguments[from + 1]),
        Path.of(arguments[from + 2]),
        Path.of(arguments[from + 3]));
  }

  /** What another process needs to reach the same machines. */
  List<String> arguments() {
    return List.of(
        folder.toString(), Integer.toString(sshPort), key.toString(), knownHosts.toString());
  }

  private Host machine(String name) {
    return new LocalHost(name, folder.resolve(name + "/umzug"), List.of(), Duration.ofMinutes(2));
  }

  Host old() {
    return old;
  }

  Host fresh() {
    return fresh;
  }

  String installation(Host host) {
    return folder.resolve(host.name() + "/asv").toString();
  }

  /** As before the move; what an earlier run left would be used again. */
  void clear() throws Exception {
    for (Host host : List.of(old, fresh)) {
      remove(host.workFolder() + "/backups");
    }
    clearReceived();
  }

  void clearReceived() throws Exception {
    remove(fresh.workFolder() + "/received");
  }

  private static void remove(String folder) throws Exception {
    if (Files.exists(Path.of(folder))) {
      // What arrived is sealed against writing.
      Shell.run(List.of("chmod", "-R", "u+w", folder));
    }
    Shell.run(List.of("rm", "-rf", folder));
  }

  @Override
  public void close() throws Exception {
    // Nothing is held open.
  }
}
