package de.asvumzug.host.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** This machine. */
public final class LocalConnection implements Connection {
  private static final int MAX_ERRORS = 16 * 1024;

  private final String machine;

  public LocalConnection(String machine) {
    this.machine = machine;
  }

  @Override
  public String machine() {
    return machine;
  }

  @Override
  public Exchange open(String line) throws IOException {
    return new Running(new ProcessBuilder("sh", "-c", line).start());
  }

  @Override
  public void close() {
    // nothing stays open
  }

  private static final class Running implements Exchange {
    private final Process process;
    private final StringBuffer errors = new StringBuffer();
    private final Thread drain;

    Running(Process process) {
      this.process = process;
      this.drain = new Thread(this::drain, "errors of " + process.pid());
      drain.setDaemon(true);
      drain.start();
    }

    private void drain() {
      byte[] block = new byte[4096];
      try (InputStream in = process.getErrorStream()) {
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
          if (errors.length() < MAX_ERRORS) {
            errors.append(new String(block, 0, read, StandardCharsets.UTF_8));
          }
        }
      } catch (IOException e) {
        errors.append(e.getMessage());
      }
    }

    @Override
    public OutputStream input() {
      return process.getOutputStream();
    }

    @Override
    public InputStream output() {
      return process.getInputStream();
    }

    @Override
    public int exitCode() throws InterruptedException {
      int code = process.waitFor();
      drain.join(1_000);
      return code;
    }

    @Override
    public String errors() {
      return errors.toString();
    }

    @Override
    public void close() {
      // What it has started lives on by itself; only the one that talks to us goes.
      process.destroy();
    }
  }
}
