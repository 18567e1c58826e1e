package de.asvumzug.host.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which session takes the next channel. How many of them a machine allows at a time (MaxSessions)
 * it says only by refusing one more.
 */
final class SshChannelPool {
  private static final Logger LOG = LoggerFactory.getLogger(SshChannelPool.class);

  /** OpenSSH allows ten channels a session (MaxSessions) unless told otherwise. */
  static final int CHANNELS_PER_SESSION = 8;

  private final String machine;
  private final List<Slot> slots;
  private int each = CHANNELS_PER_SESSION;

  /** A session and how many of its channels are in use. */
  static final class Slot {
    private final SshSession session;

    /** Guarded by the pool. */
    private int used;

    private Slot(SshSession session) {
      this.session = session;
    }

    SshSession session() {
      return session;
    }
  }

  SshChannelPool(String machine, Stream<SshSession> sessions) {
    this.machine = machine;
    this.slots = sessions.map(Slot::new).toList();
  }

  /**
   * Waits for a free channel of the session with the fewest; to be given back with {@link
   * #release}.
   *
   * @throws IOException if none was free in time
   */
  synchronized Slot acquire(SshTimeouts timeouts) throws IOException {
    long end = System.nanoTime() + timeouts.each().toNanos();
    Slot slot = leastUsed();
    while (slot.used >= each) {
      long left = timeouts.queueing() ? 0 : TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (!timeouts.queueing() && left <= 0) {
        throw busy(machine);
      }
      await(left);
      slot = leastUsed();
    }
    slot.used++;
    return slot;
  }

  static IOException busy(String machine) {
    return new IOException("Alle Verbindungen zu " + machine + " sind gerade beschäftigt");
  }

  private void await(long millis) throws InterruptedIOException {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("unterbrochen beim Warten auf " + machine);
    }
  }

  private Slot leastUsed() {
    return slots.stream().min(Comparator.comparingInt(slot -> slot.used)).orElseThrow();
  }

  /** How many channels there are as far as is known. */
  synchronized int size() {
    return each * slots.size();
  }

  synchronized void release(Slot slot) {
    slot.used--;
    notifyAll();
  }

  /**
   * The machine took no further channel in this session: gives it back.
   *
   * @return whether others of ours have channels there, so that it is worth waiting for them
   */
  synchronized boolean refused(Slot slot) {
    release(slot);
    if (slot.used > 0 && slot.used < each) {
      each = slot.used;
      LOG.info("{} takes {} channels a session at a time", machine, each);
    }
    return slot.used > 0;
  }

  /** The machine's settings may be others now. */
  synchronized void forgetLimit() {
    each = CHANNELS_PER_SESSION;
    notifyAll();
  }

  void close() {
    slots.forEach(slot -> slot.session.close());
  }
}
