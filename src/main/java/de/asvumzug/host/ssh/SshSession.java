package de.asvumzug.host.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.session.ClientSession;

/** One session of a machine, opened when it is needed and again when it was cut. */
final class SshSession {
  private final String machine;
  private final SshRoute route;
  private final ReentrantLock lock = new ReentrantLock();
  private ClientSession session;

  SshSession(String machine, SshRoute route) {
    this.machine = machine;
    this.route = route;
  }

  /**
   * @param reconnected is told if the session had to be opened
   */
  ClientSession open(SshTimeouts timeouts, Runnable reconnected) throws IOException {
    lock(timeouts);
    try {
      if (session == null || !session.isOpen() || session.isClosing()) {
        session = route.connect(timeouts);
        reconnected.run();
      }
      return session;
    } finally {
      lock.unlock();
    }
  }

  /** Somebody with more patience may be trying to connect at this moment. */
  private void lock(SshTimeouts timeouts) throws IOException {
    if (timeouts.queueing()) {
      lock.lock();
      return;
    }
    try {
      if (!lock.tryLock(timeouts.each().toMillis(), TimeUnit.MILLISECONDS)) {
        throw SshChannelPool.busy(machine);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("unterbrochen beim Warten auf " + machine);
    }
  }

  void close() {
    lock.lock();
    try {
      if (session != null) {
        session.close(true);
      }
    } finally {
      lock.unlock();
    }
  }
}
