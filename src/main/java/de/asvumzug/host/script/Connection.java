package de.asvumzug.host.script;

import de.asvumzug.host.OperationFailed;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A way to run command lines on a machine. Knows nothing of what is run. */
public interface Connection extends AutoCloseable {

  /** The machine's name in the settings. */
  String machine();

  /**
   * Starts a command line, which the machine's shell reads: it comes from {@link LinuxCommands} or
   * its Windows sibling and nowhere else.
   *
   * @throws IOException if the machine cannot be reached; nothing was started then
   * @throws OperationFailed if the machine is not the one it must be, or refuses the log-in
   */
  Exchange open(String line) throws IOException;

  /** Whether the machine shows any sign of life at the first try. */
  default boolean answers() {
    return true;
  }

  /** Whether a call that only waits leaves enough places for those that work. */
  default boolean hasRoom() {
    return true;
  }

  @Override
  void close();

  /** A command line that runs. Closing it early leaves to the machine what becomes of it. */
  interface Exchange extends Closeable {

    OutputStream input() throws IOException;

    InputStream output() throws IOException;

    /**
     * Waits for the end, after the output was read.
     *
     * @throws ConnectionCut if the connection ended before the machine could say how it came out
     */
    int exitCode() throws IOException, InterruptedException;

    /** What was written to standard error, at most 16 KiB; complete after the end. */
    String errors();
  }
}
