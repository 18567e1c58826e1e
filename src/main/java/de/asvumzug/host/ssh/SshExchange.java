package de.asvumzug.host.ssh;

import de.asvumzug.host.script.Connection;
import de.asvumzug.host.script.ConnectionCut;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;

/** A command line that runs in a channel of an SSH session. */
final class SshExchange implements Connection.Exchange {
  private static final int MAX_ERRORS = 16 * 1024;

  private final String machine;
  private final ChannelExec channel;
  private final Head errors;
  private final Runnable freed;
  private boolean closed;

  /**
   * @param errors what the channel writes its standard error to
   * @param freed called when the machine has closed the channel, too
   */
  SshExchange(String machine, ChannelExec channel, Head errors, Runnable freed) {
    this.machine = machine;
    this.channel = channel;
    this.errors = errors;
    this.freed = freed;
  }

  @Override
  public OutputStream input() {
    return channel.getInvertedIn();
  }

  @Override
  public InputStream output() {
    return channel.getInvertedOut();
  }

  @Override
  public int exitCode() throws IOException {
    channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), 0L);
    Integer code = channel.getExitStatus();
    if (code != null) {
      return code;
    }
    if (channel.getExitSignal() != null) {
      return 128 + 15;
    }
    throw new ConnectionCut(machine, null);
  }

  @Override
  public String errors() {
    return errors.toString();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      // Not at once: the machine must hear of it, or what runs there waits for more input.
      channel.close(false).addListener(ended -> freed.run());
    }
  }

  /** The first bytes of what is written; the rest is forgotten. */
  static final class Head extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int next) {
      if (bytes.size() < MAX_ERRORS) {
        bytes.write(next);
      }
    }

    @Override
    public synchronized String toString() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
