package de.asvumzug.host.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a machine is reached over SSH.
 *
 * @param ways machines to log in at one through the other; the last one is the machine itself
 * @param knownHosts file of the host keys that are trusted
 * @param sessions connections at a time
 * @param patience how long to try again to reach a machine that does not answer
 * @param heartbeat how often an idle machine must answer; after the second silence it is given up
 */
public record SshAccess(
    String machine,
    List<Way> ways,
    Path knownHosts,
    int sessions,
    Duration patience,
    Duration heartbeat) {
  private static final Duration HEARTBEAT = Duration.ofSeconds(4);

  public SshAccess {
    ways = List.copyOf(ways);
  }

  public SshAccess(
      String machine, List<Way> ways, Path knownHosts, int sessions, Duration patience) {
    this(machine, ways, knownHosts, sessions, patience, HEARTBEAT);
  }

  Way last() {
    return ways.get(ways.size() - 1);
  }

  /** A log-in at one machine: by a key or by a secret password. */
  public record Way(
      String user, String address, int port, Optional<Path> keyFile, Optional<String> password) {
    String name() {
      return port == 22 ? address : "[" + address + "]:" + port;
    }
  }
}
