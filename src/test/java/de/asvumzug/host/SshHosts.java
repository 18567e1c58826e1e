package de.asvumzug.host;

import de.asvumzug.host.script.Connection;
import de.asvumzug.host.script.LinuxCommands;
import de.asvumzug.host.script.ScriptHost;
import de.asvumzug.host.ssh.SshAccess;
import de.asvumzug.host.ssh.SshConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Hosts over SSH, as the settings would make them. */
public final class SshHosts {
  private SshHosts() {}

  public static SshAccess.Way way(String user, int port, Path key) {
    return new SshAccess.Way(user, "127.0.0.1", port, Optional.of(key), Optional.empty());
  }

  public static SshAccess access(Path knownHosts, SshAccess.Way... ways) {
    return new SshAccess("alt", List.of(ways), knownHosts, 2, Duration.ofSeconds(20));
  }

  public static Host host(SshAccess access, Path workFolder, Duration commandTimeout) {
    return host(new SshConnection(access), workFolder, Set.of(), commandTimeout);
  }

  public static Host host(
      Connection connection, Path workFolder, Set<String> sudo, Duration commandTimeout) {
    return ScriptHost.over(
        connection,
        new LinuxCommands(workFolder.toString(), List.of(), sudo),
        workFolder.toString(),
        commandTimeout,
        Optional::empty);
  }
}
