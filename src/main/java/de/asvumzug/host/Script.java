package de.asvumzug.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The script {@code host.sh}, or its sibling for Windows, on a machine: brought there once under a
 * name of its content, so that a newer version of the product leaves running jobs their own. A verb
 * whose connection was cut is asked again: every verb that comes through {@link #text} or {@link
 * #run} may be.
 */
final class Script {
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofMillis(100),
          Duration.ofMillis(400),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3));
  private static final int MISSING = 127;
  private static final int KILLED = 128;
  private static final int TRIES = 2;

  private final Connection connection;
  private final Commands commands;
  private final String content;
  private final String file;
  private volatile boolean there;

  Script(Connection connection, Commands commands, String workFolder) {
    this.connection = connection;
    this.commands = commands;
    this.content = commands.script();
    this.file = workFolder + "/bin/" + commands.scriptName(Integer.toHexString(content.hashCode()));
  }

  String machine() {
    return connection.machine();
  }

  /** What a verb writes into its input. */
  interface Input {
    Input NOTHING = out -> {};

    void write(OutputStream out) throws IOException;
  }

  /** A verb that the machine answered with an error of its own. */
  static final class Refused extends IOException {
    private final int code;
    private final String detail;

    Refused(String machine, String verb, int code, String detail) {
      super(machine + ": " + verb + " ist gescheitert (" + code + "): " + detail);
      this.code = code;
      this.detail = detail;
    }

    int code() {
      return code;
    }

    String detail() {
      return detail;
    }
  }

  /** Runs a short command under an id; its answer waits there until it has been received. */
  CommandResult run(String id, byte[] spec) throws IOException, InterruptedException {
    return again(
        () -> {
          try (Connection.Exchange exchange = open("run", List.of(id))) {
            OutputStream out = exchange.input();
            try {
              sized(out, spec);
            } catch (IOException e) {
              // It did not take the spec to its end; its exit code says why.
            }
            InputStream in = exchange.output();
            String[] head = line(in).split(" ");
            if (head.length != 3) {
              throw broken("run", exchange);
            }
            String output = text(in, Integer.parseInt(head[1]));
            String errors = text(in, Integer.parseInt(head[2]));
            received(out);
            return new CommandResult(Integer.parseInt(head[0]), output, errors);
          }
        });
  }

  private static void received(OutputStream out) {
    try {
      out.write('\n');
      out.close();
    } catch (IOException e) {
      // The answer is here; what is left of it there goes with the next connection.
    }
  }

  String text(String verb, List<String> arguments) throws IOException {
    return text(verb, arguments, Input.NOTHING);
  }

  String text(String verb, List<String> arguments, Input input) throws IOException {
    return new String(bytes(verb, arguments, input), StandardCharsets.UTF_8);
  }

  byte[] bytes(String verb, List<String> arguments) throws IOException {
    return bytes(verb, arguments, Input.NOTHING);
  }

  private byte[] bytes(String verb, List<String> arguments, Input input) throws IOException {
    try {
      return again(() -> asked(verb, arguments, input));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException(machine() + ": " + verb + " wurde unterbrochen");
    }
  }

  /** As {@link #text}, for what must not be asked twice. */
  String once(String verb, List<String> arguments) throws IOException {
    return once(verb, arguments, Input.NOTHING);
  }

  String once(String verb, List<String> arguments, Input input) throws IOException {
    try {
      return new String(asked(verb, arguments, input), StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException(machine() + ": " + verb + " wurde unterbrochen");
    }
  }

  private byte[] asked(String verb, List<String> arguments, Input input)
      throws IOException, InterruptedException {
    try (Connection.Exchange exchange = open(verb, arguments)) {
      try (OutputStream out = exchange.input()) {
        input.write(out);
      } catch (IOException e) {
        // The verb did not want its input to the end; its exit code says why.
      }
      byte[] answer = exchange.output().readAllBytes();
      int code = exchange.exitCode();
      if (code != 0) {
        throw new Refused(machine(), verb, code, exchange.errors().strip());
      }
      return answer;
    }
  }

  /** A verb that streams; whoever opened it asks for its exit code. */
  Connection.Exchange open(String verb, List<String> arguments) throws IOException {
    if (!there) {
      install();
    }
    return connection.open(commands.verb(file, verb, arguments));
  }

  private synchronized void install() throws IOException {
    try {
      for (int tries = 0; !there; tries++) {
        there = installed(tries);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("Einrichten von " + machine() + " unterbrochen");
    }
  }

  /**
   * False if the shell was ended from outside or not everything came, which says nothing about the
   * machine.
   */
  private boolean installed(int triesBefore) throws IOException, InterruptedException {
    byte[] whole = content.getBytes(StandardCharsets.UTF_8);
    try (Connection.Exchange exchange = connection.open(commands.install(file, whole.length))) {
      try (OutputStream out = exchange.input()) {
        out.write(whole);
      } catch (ConnectionCut e) {
        throw e;
      } catch (IOException e) {
        // It did not read to the end; its exit code says why.
      }
      exchange.output().readAllBytes();
      int code = exchange.exitCode();
      boolean again = code > KILLED || code == Commands.PART;
      if (code == 0 || again && triesBefore < TRIES) {
        return code == 0;
      }
      throw OperationFailed.lasting(
          "Auf "
              + machine()
              + " lässt sich der Arbeitsordner "
              + file.substring(0, file.lastIndexOf("/bin/"))
              + " nicht einrichten (Code "
              + code
              + "): "
              + exchange.errors().strip()
              + ". Bitte den Ordner anlegen und der Anmeldung dort zum Eigentümer geben.");
    }
  }

  /** Something went wrong before an answer: cut, or the script is not there any more. */
  private IOException broken(String verb, Connection.Exchange exchange)
      throws IOException, InterruptedException {
    int code = exchange.exitCode();
    return new Refused(machine(), verb, code, exchange.errors().strip());
  }

  private interface Attempt<T> {
    T make() throws IOException, InterruptedException;
  }

  private <T> T again(Attempt<T> attempt) throws IOException, InterruptedException {
    for (int tries = 0; ; tries++) {
      try {
        return attempt.make();
      } catch (ConnectionCut e) {
        pause(tries, e);
      } catch (Refused e) {
        if (e.code() > KILLED) {
          pause(tries, e); // ended from outside before it could answer
          continue;
        }
        // Somebody has cleared the work folder.
        if (e.code() != MISSING && e.code() != 2 || tries > 0) {
          throw e;
        }
        there = false;
      }
    }
  }

  private static <E extends IOException> void pause(int tries, E failure)
      throws E, InterruptedException {
    if (tries == WAITS.size()) {
      throw failure;
    }
    Thread.sleep(WAITS.get(tries).toMillis());
  }

  static void sized(OutputStream out, byte[] bytes) throws IOException {
    out.write((bytes.length + "\n").getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
  }

  static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  private String text(InputStream in, int bytes) throws IOException {
    byte[] read = in.readNBytes(bytes);
    if (read.length < bytes) {
      throw new ConnectionCut(machine(), null);
    }
    return new String(read, StandardCharsets.UTF_8);
  }

  void close() {
    connection.close();
  }
}
