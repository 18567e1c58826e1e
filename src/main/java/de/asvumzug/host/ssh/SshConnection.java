package de.asvumzug.host.ssh;

import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.script.Connection;
import de.asvumzug.host.script.ConnectionCut;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/**
 * A machine over SSH: a few sessions that share the work, opened when they are needed and again,
 * with growing waits, when they were cut. The machine's key is checked before anything is sent.
 */
public final class SshConnection implements Connection {
  /** A channel that has just been closed may still count there. */
  private static final int TRIES_ALONE = 3;

  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(3);

  private final SshAccess access;
  private final KnownHosts knownHosts;
  private final SshRoute route;
  private final SshChannelPool channels;
  private final SshTimeouts work;

  public SshConnection(SshAccess access) {
    this.access = access;
    this.knownHosts = new KnownHosts(access.knownHosts());
    this.route = new SshRoute(access, knownHosts);
    this.channels =
        new SshChannelPool(
            access.machine(),
            Stream.generate(() -> new SshSession(access.machine(), route))
                .limit(access.sessions()));
    this.work = SshTimeouts.work(access.patience());
  }

  @Override
  public String machine() {
    return access.machine();
  }

  @Override
  public Exchange open(String line) throws IOException {
    return open(line, work);
  }

  /**
   * The same machine, over the same sessions, for whoever only glances at it: a machine that does
   * not answer within seconds is not tried again. Closing it closes nothing.
   */
  public Connection glancing() {
    return new Connection() {
      @Override
      public String machine() {
        return SshConnection.this.machine();
      }

      @Override
      public Exchange open(String line) throws IOException {
        return SshConnection.this.open(line, SshTimeouts.GLANCE);
      }

      @Override
      public void close() {}
    };
  }

  private Exchange open(String line, SshTimeouts timeouts) throws IOException {
    for (int tries = 1; ; tries++) {
      SshChannelPool.Slot slot = channels.acquire(timeouts);
      try {
        return exchange(slot, line, timeouts);
      } catch (SshChannelOpenException e) {
        if (!channels.refused(slot) && tries >= TRIES_ALONE) {
          throw noChannel(e);
        }
      } catch (IOException | RuntimeException e) {
        channels.release(slot);
        throw e;
      }
    }
  }

  private OperationFailed noChannel(SshChannelOpenException cause) {
    return OperationFailed.permanent(
        """
        %s (%s) lässt die Anmeldung zu, aber keinen Befehl ausführen (%s). \
        Bitte dort in sshd_config MaxSessions prüfen; nötig ist mindestens 1, gut sind 10."""
            .formatted(machine(), access.last().name(), cause.getMessage()),
        cause);
  }

  /**
   * A session may turn out dead only when it is used. What fails before the machine has answered
   * the request counts as cut: whether the command began is then not known.
   */
  private Exchange exchange(SshChannelPool.Slot slot, String line, SshTimeouts timeouts)
      throws IOException {
    ClientSession session = slot.session().open(timeouts, channels::forgetLimit);
    SshExchange.Head errors = new SshExchange.Head();
    ChannelExec channel = null;
    try {
      channel = session.createExecChannel(line);
      channel.setErr(errors);
      channel.open().verify(timeouts.each());
      return new SshExchange(machine(), channel, errors, () -> channels.release(slot));
    } catch (IOException | IllegalStateException e) { // the latter: it is just closing
      if (channel != null) {
        channel.close(true);
      }
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SshChannelOpenException refused) {
          throw refused; // the session is well
        }
      }
      session.close(true);
      throw new ConnectionCut(machine(), e);
    }
  }

  /**
   * A session that is still open proves nothing about a machine that has just died. What refuses
   * the log-in, or opens its port and says no more, is alive.
   */
  @Override
  public boolean answers() {
    try {
      route.logIn(work.each()).close(true);
      return true;
    } catch (OperationFailed e) {
      return true;
    } catch (IOException e) {
      return access.ways().size() == 1 && opens(access.last());
    }
  }

  @Override
  public boolean hasRoom() {
    return channels.size() >= SshChannelPool.CHANNELS_PER_SESSION;
  }

  private static boolean opens(SshAccess.Way way) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(way.address(), way.port()), (int) SIGN_OF_LIFE.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Keys that the machine proved or may prove itself with, for others that log in there. */
  public List<String> hostKeys() {
    List<String> lines = new ArrayList<>();
    for (PublicKey key : knownHosts.keys(access.last())) {
      lines.add(PublicKeyEntry.toString(key));
    }
    return lines;
  }

  @Override
  public synchronized void close() {
    route.stopTrying();
    channels.close();
    route.close();
  }
}
