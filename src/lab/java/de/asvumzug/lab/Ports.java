package de.asvumzug.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that may be handed out and lie unused for a while, such as those of servers that are
 * stopped in between. All lie below the range of outgoing connections. JVMs that test beside each
 * other say so by the system property {@code asv.test.fork} (1, 2, …) and choose from different
 * slices, so that none takes a port that another has only chosen yet.
 */
public enum Ports {
  /** For the servers of a lab. */
  LAB(20_000),
  /** For what stands around a lab: application, mail server. */
  AROUND(11_000);

  private static final int SLICES = 8;
  private static final int SLICE = 1_000;

  private final int from;

  Ports(int from) {
    this.from = from;
  }

  /** A port that nobody listens on now. */
  public int free() {
    return free(Set.of());
  }

  /**
   * A port that nobody listens on now.
   *
   * @param taken ports, as text, that have been handed out already
   */
  public int free(Set<String> taken) {
    int first = from + SLICE * (Integer.getInteger("asv.test.fork", 0) % SLICES);
    int port;
    do {
      port = first + ThreadLocalRandom.current().nextInt(SLICE);
    } while (taken.contains(Integer.toString(port)) || !isFree(port));
    return port;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
