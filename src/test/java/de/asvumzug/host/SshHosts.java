package de.asvumzug.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Hosts over SSH, as the settings would make them. */
final class SshHosts {
  private SshHosts() {}

  static SshAccess.Way way(String user, int port, Path key) {
    return new SshAccess.Way(user, "127.0.0.1", port, Optional.of(key), Optional.empty());
  }

  static SshAccess access(Path knownHosts, SshAccess.Way... ways) {
    return new SshAccess("alt", List.of(ways), knownHosts, 2, Duration.ofSeconds(20));
  }

  static Host host(SshAccess access, Path workFolder, Duration commandTimeout) {
    return host(new SshConnection(access), workFolder, Set.of(), commandTimeout);
  }

  static Host host(
      Connection connection, Path workFolder, Set<String> sudo, Duration commandTimeout) {
    return ScriptHost.over(
        connection,
        new LinuxCommands(workFolder.toString(), List.of(), sudo),
        workFolder.toString(),
        commandTimeout,
        Optional::empty);
  }
}
