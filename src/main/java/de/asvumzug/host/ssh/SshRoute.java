package de.asvumzug.host.ssh;

import de.asvumzug.common.RetryPolicy;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to a machine: log-ins one through the other, tried again while the machine is silent. */
final class SshRoute implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SshRoute.class);
  private static final RetryPolicy POLICY =
      RetryPolicy.endless(Duration.ofMillis(500), Duration.ofSeconds(15));

  private final SshAccess access;
  private final List<SshHop> hops;
  private volatile boolean closed;

  SshRoute(SshAccess access, KnownHosts knownHosts) {
    this.access = access;
    this.hops =
        access.ways().stream()
            .map(way -> new SshHop(access.machine(), way, knownHosts, access.heartbeat()))
            .toList();
  }

  /**
   * @throws IOException if the machine did not answer for as long as the timeouts say
   * @throws OperationFailed (permanent) if it is not the one it must be, or refuses the log-in
   */
  ClientSession connect(SshTimeouts timeouts) throws IOException {
    long deadline = System.nanoTime() + timeouts.reconnecting().toNanos();
    for (int failures = 1; ; failures++) {
      Duration wait = POLICY.waitAfter(failures);
      try {
        return logIn(timeouts.each());
      } catch (IOException e) {
        if (closed || System.nanoTime() + wait.toNanos() > deadline) {
          throw new IOException(
              "%s (%s) ist über SSH nicht zu erreichen: %s"
                  .formatted(access.machine(), access.last().name(), e.getMessage()),
              e);
        }
        LOG.info("{} does not answer ({}); trying again", access.machine(), e.getMessage());
        pause(wait);
      }
    }
  }

  /**
   * One try, from machine to machine; each is checked before the next is asked for.
   *
   * @param each how long to wait for each answer
   */
  ClientSession logIn(Duration each) throws IOException {
    List<ClientSession> sessions = new ArrayList<>();
    try {
      for (SshHop hop : hops) {
        SshdSocketAddress address =
            sessions.isEmpty() ? hop.address() : forwarded(sessions.get(sessions.size() - 1), hop);
        sessions.add(hop.logIn(address, each));
      }
      ClientSession last = sessions.get(sessions.size() - 1);
      // The whole way goes with its end.
      last.addCloseFutureListener(ended -> sessions.forEach(session -> session.close(true)));
      return last;
    } catch (IOException | RuntimeException e) {
      sessions.forEach(session -> session.close(true));
      throw e;
    }
  }

  private static SshdSocketAddress forwarded(ClientSession over, SshHop hop) throws IOException {
    return over.startLocalPortForwarding(new SshdSocketAddress("127.0.0.1", 0), hop.address());
  }

  private void pause(Duration wait) throws InterruptedIOException {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("unterbrochen beim Verbinden mit " + access.machine());
    }
  }

  /** Whoever is connecting at this moment makes no further try. */
  void stopTrying() {
    closed = true;
  }

  @Override
  public void close() {
    closed = true;
    hops.forEach(SshHop::close);
  }
}
