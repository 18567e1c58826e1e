package de.asvumzug.bench;

import de.asvumzug.host.Host;
import de.asvumzug.host.HostSettings;
import de.asvumzug.host.Machines;
import de.asvumzug.lab.LabSshd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * The old and the new machine, as the settings describe them to the product: two folders of this
 * machine, both reached over the same SSH server ({@code -Dbench.hosts=local}: without it).
 */
final class BenchMachines implements AutoCloseable {
  /** {@code local} leaves the SSH server to those who work by hand. */
  static final String TYPE = System.getProperty("bench.hosts", "ssh");

  private final List<String> arguments;
  private final Path folder;
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();
  private final Host old;
  private final Host fresh;

  BenchMachines(Path folder, LabSshd sshd) throws Exception {
    this(
        List.of(
            folder.toString(),
            Integer.toString(sshd.port()),
            sshd.key().toString(),
            sshd.knownHosts().toString(),
            sshd.authorizedKeys().toString()));
  }

  /**
   * @param arguments folder, port of the SSH server, key of the log-in, trusted host keys, list of
   *     the keys that may log in
   */
  BenchMachines(List<String> arguments) throws Exception {
    this.arguments = List.copyOf(arguments);
    this.folder = Path.of(arguments.get(0));
    Map<String, String> settings = new HashMap<>();
    for (String name : List.of("alt", "neu")) {
      Files.createDirectories(folder.resolve(name + "/asv/configuration"));
      java(folder.resolve(name + "/asv/jre/bin/java"));
      describe(settings, "asv.machines." + name + ".", name);
    }
    HostSettings bound =
        new Binder(new MapConfigurationPropertySource(settings))
            .bind("asv", HostSettings.class)
            .get();
    context.registerBean(HostSettings.class, () -> bound);
    context.scan("de.asvumzug.host");
    context.refresh();
    this.old = context.getBean(Machines.class).host("alt");
    this.fresh = context.getBean(Machines.class).host("neu");
  }

  /** What an installation brings, and backups are encrypted with. */
  private static void java(Path file) throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, "#!/bin/sh\nexec '%s/bin/java' \"$@\"\n".formatted(System.getProperty("java.home")));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private void describe(Map<String, String> settings, String prefix, String name) {
    settings.put(prefix + "type", TYPE);
    settings.put(prefix + "address", "127.0.0.1");
    settings.put(prefix + "port", arguments.get(1));
    settings.put(prefix + "user", ByHand.user());
    settings.put(prefix + "key-file", arguments.get(2));
    settings.put(prefix + "known-hosts", arguments.get(3));
    settings.put(prefix + "authorized-keys", arguments.get(4));
    settings.put(prefix + "work-folder", folder.resolve(name + "/umzug").toString());
    settings.put(prefix + "command-timeout", "10m");
  }

  /** What another process needs to reach the same machines. */
  List<String> arguments() {
    return arguments;
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
  public void close() {
    context.close();
  }
}
