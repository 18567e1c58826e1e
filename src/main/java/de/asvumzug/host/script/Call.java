package de.asvumzug.host.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A call of the script, whose {@link Answer} shows by itself whether it is whole. The exit code
 * that arrives beside it is not trusted: a process whose number was used before may be given the
 * end of the one before it (no output, its exit code), and a script that lost its content ends
 * well, too.
 */
final class Call implements Connection.Exchange {
  /** The shell's own codes for a script that is not there. */
  static final int MISSING = 127;

  static final int NOT_READABLE = 2;

  private final Connection.Exchange exchange;
  private final String machine;
  private final String verb;
  private final Opening opening;
  private final Answer answer;
  private final Listener listener;

  /** Whoever wants to know how an answer came. */
  interface Listener {

    /**
     * @param noise what came before the answer; empty as a rule
     */
    void begun(String noise);

    void unfinished();
  }

  Call(
      Connection.Exchange exchange,
      String machine,
      String verb,
      String mark,
      Duration beginLimit,
      Listener listener)
      throws IOException {
    this.exchange = exchange;
    this.machine = machine;
    this.verb = verb;
    this.listener = listener;
    this.opening =
        new Opening(
            exchange.output(), mark, new BeginTimeout(exchange, machine, beginLimit), this::begun);
    this.answer = new Answer(opening, machine, mark);
  }

  private void begun() {
    listener.begun(opening.before());
  }

  @Override
  public OutputStream input() throws IOException {
    return exchange.input();
  }

  @Override
  public InputStream output() {
    return answer;
  }

  /** Whether everything that was answered has been read, it was whole, and the verb worked. */
  boolean worked() throws IOException {
    return answer.read() < 0 && answer.code().equals(OptionalInt.of(0));
  }

  /**
   * The script's own exit code, or the shell's where there was no script to answer.
   *
   * @throws ConnectionCut also if the answer was not whole, whatever the exit code
   */
  @Override
  public int exitCode() throws IOException, InterruptedException {
    answer.transferTo(OutputStream.nullOutputStream());
    if (answer.code().isPresent()) {
      awaitEnd();
      return answer.code().getAsInt();
    }
    int code = exchange.exitCode();
    if (code == MISSING || code == NOT_READABLE) {
      return code;
    }
    listener.unfinished();
    throw ConnectionCut.unfinished(
        machine, verb, answer.flaw(), code, (opening.before() + " " + exchange.errors()).strip());
  }

  /** So that the errors are complete, and the machine has room for the next call. */
  private void awaitEnd() throws IOException, InterruptedException {
    try {
      exchange.exitCode();
    } catch (ConnectionCut e) {
      // The answer is here, whatever has become of the connection since.
    }
  }

  @Override
  public String errors() {
    return exchange.errors();
  }

  @Override
  public void close() throws IOException {
    exchange.close();
  }
}
