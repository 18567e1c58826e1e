package de.asvumzug.host.script;

import de.asvumzug.host.CommandResult;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The script {@code host.sh}, or its sibling for Windows, on a machine: brought there once under a
 * name of its content, so that a newer version of the product leaves running jobs their own. A verb
 * whose connection was cut, or whose answer is not whole, is asked again: every verb that comes
 * through {@link #text} or {@link #run} may be.
 */
public final class Script {
  private static final Logger LOG = LoggerFactory.getLogger(Script.class);
  private static final int MOST_SHOWN = 200;
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofMillis(100),
          Duration.ofMillis(400),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3));
  private static final int KILLED = 128;

  /** The verb found no room on the machine's disk. */
  static final int FULL = 28;

  /** The first line of the answer to run: exit code, bytes of output, bytes of errors. */
  private static final Pattern HEAD = Pattern.compile("(-?\\d{1,10}) (\\d{1,7}) (\\d{1,7})");

  private static final int TRIES = 3;

  /** A shell that has not begun by then waits for something; even a busy machine does not. */
  private static final Duration BEGIN_LIMIT = Duration.ofSeconds(60);

  private final Connection connection;
  private final Commands commands;
  private final String content;
  private final String file;
  private final Sleeper pause;
  private final Duration beginLimit;
  private final AtomicBoolean noiseNoted = new AtomicBoolean();
  private volatile boolean there;

  public Script(Connection connection, Commands commands, String workFolder) {
    this(connection, commands, workFolder, Sleeper.REAL);
  }

  public Script(Connection connection, Commands commands, String workFolder, Sleeper pause) {
    this(connection, commands, workFolder, pause, BEGIN_LIMIT);
  }

  public Script(
      Connection connection,
      Commands commands,
      String workFolder,
      Sleeper pause,
      Duration beginLimit) {
    this.beginLimit = beginLimit;
    this.connection = connection;
    this.commands = commands;
    this.pause = pause;
    this.content = commands.script();
    this.file = workFolder + "/bin/" + commands.scriptName(Integer.toHexString(content.hashCode()));
  }

  String machine() {
    return connection.machine();
  }

  boolean answers() {
    return connection.answers();
  }

  boolean hasRoom() {
    return connection.hasRoom();
  }

  /** What a verb writes into its input. */
  public interface Input {
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

  /** Takes a value out of an answer. */
  interface Reading<T> {
    T of(String answer);
  }

  /**
   * An answer that came whole may still be one that nobody knows, from tools that are others than
   * expected.
   *
   * @throws OperationFailed (permanent) with the answer's beginning
   */
  <T> T understood(String verb, String answer, Reading<T> reading) {
    try {
      return reading.of(answer);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      throw OperationFailed.permanent(
          """
          Was %s auf „%s“ antwortet, ist nicht zu verstehen: „%s“. \
          Erwartet wird die Ausgabe der üblichen Programme (coreutils, findutils; unter Windows \
          PowerShell 5.1)."""
              .formatted(machine(), verb, shown(answer)),
          """
          Bitte dort nachsehen, ob die Anmeldung andere davon findet, zum Beispiel die von \
          busybox.""",
          e);
    }
  }

  /** Runs a short command under an id; its answer waits there until it has been received. */
  CommandResult run(String id, byte[] spec) throws IOException, InterruptedException {
    return again(
        () -> {
          try (Call call = open("run", List.of(id))) {
            OutputStream out = call.input();
            try {
              sized(out, spec);
            } catch (IOException e) {
              // It did not take the spec to its end; its exit code says why.
            }
            InputStream in = call.output();
            Matcher head = HEAD.matcher(line(in));
            if (!head.matches()) {
              throw broken("run", call);
            }
            String output = text(in, Integer.parseInt(head.group(2)));
            String errors = text(in, Integer.parseInt(head.group(3)));
            if (!call.worked()) {
              throw broken("run", call);
            }
            received(out);
            return new CommandResult(exitCode(head.group(1)), output, errors);
          }
        });
  }

  /** Windows has codes of 32 bits, with or without a sign. */
  private static int exitCode(String digits) {
    return (int) Long.parseLong(digits);
  }

  private static void received(OutputStream out) {
    try {
      out.write('\n');
      out.close();
    } catch (IOException e) {
      // The answer is here; what is left of it there goes with the next connection.
    }
  }

  public String text(String verb, List<String> arguments) throws IOException {
    return text(verb, arguments, Input.NOTHING);
  }

  public String text(String verb, List<String> arguments, Input input) throws IOException {
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
    try (Call call = open(verb, arguments)) {
      try (OutputStream out = call.input()) {
        input.write(out);
      } catch (IOException e) {
        // The verb did not want its input to the end; its exit code says why.
      }
      byte[] answer = call.output().readAllBytes();
      int code = call.exitCode();
      if (code != 0) {
        throw refused(verb, code, call.errors().strip());
      }
      return answer;
    }
  }

  /** A verb that streams; whoever opened it asks for its exit code. */
  Call open(String verb, List<String> arguments) throws IOException {
    if (!there) {
      install();
    }
    String mark = UUID.randomUUID().toString();
    List<String> words = new ArrayList<>(List.of(mark, verb));
    words.addAll(arguments);
    Connection.Exchange exchange = connection.open(commands.verb(file, "answer", words));
    try {
      return new Call(exchange, machine(), verb, mark, beginLimit, listener);
    } catch (IOException e) {
      exchange.close();
      throw e;
    }
  }

  private final Call.Listener listener =
      new Call.Listener() {
        @Override
        public void begun(String noise) {
          if (!noise.isEmpty() && noiseNoted.compareAndSet(false, true)) {
            LOG.info(
                "{}: the log-in's shell writes before it begins, which is ignored: {}",
                machine(),
                noise);
          }
        }

        /** It may come from half a script: the next call brings it anew. */
        @Override
        public void unfinished() {
          there = false;
        }
      };

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
   * False where it is worth another try: the shell was ended from outside, not everything came, or
   * the exit code is that of another process.
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
      String answer = answered(exchange);
      boolean done = answer.endsWith(Commands.INSTALLED + " " + whole.length);
      int code = exchange.exitCode();
      if (done || triesBefore + 1 < TRIES) {
        return done;
      }
      throw OperationFailed.permanent(
          "Auf %s lässt sich der Arbeitsordner %s nicht einrichten (Code %s: %s)."
              .formatted(
                  machine(),
                  file.substring(0, file.lastIndexOf("/bin/")),
                  code,
                  (shown(answer) + " " + exchange.errors()).strip()),
          """
          Bitte den Ordner anlegen und der Anmeldung dort zum Eigentümer geben. \
          Kam statt dessen etwas ganz anderes: Die Anmeldung braucht eine gewöhnliche Shell \
          (sh, bash, zsh), kein ForceCommand und keinen Zwang zu SFTP.""");
    }
  }

  /** It answers only when it is done, and needs no longer than any call to begin. */
  private String answered(Connection.Exchange exchange) throws IOException {
    BeginTimeout watch = new BeginTimeout(exchange, machine(), beginLimit);
    try {
      String answer = new String(exchange.output().readAllBytes(), StandardCharsets.UTF_8).strip();
      watch.requireInTime(shown(answer));
      return answer;
    } catch (IOException e) {
      watch.requireInTime("");
      throw e;
    } finally {
      watch.begun();
    }
  }

  private static String shown(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ");
    return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + " …";
  }

  /** No answer, or half of one: refused, cut, or the script is not there any more. */
  private IOException broken(String verb, Call call) throws IOException, InterruptedException {
    close(call.input()); // it may wait for our word that its answer is here
    int code = call.exitCode();
    String errors = call.errors().strip();
    return code == 0
        ? ConnectionCut.unfinished(
            machine(), verb, "zu sehen war etwas anderes, als sie ankündigt", code, errors)
        : refused(verb, code, errors);
  }

  private Refused refused(String verb, int code, String detail) {
    if (code == FULL) {
      throw OperationFailed.temporary(full(detail));
    }
    return new Refused(machine(), verb, code, detail);
  }

  /**
   * @param errors what the machine says; its last line names the file
   */
  String full(String errors) {
    String file = errors.substring(errors.lastIndexOf('\n') + 1);
    return """
    Auf %s ist der Datenträger voll: %s fand keinen Platz. \
    Bitte dort Platz schaffen; der Schritt wird dann wiederholt."""
        .formatted(machine(), file);
  }

  private static void close(OutputStream input) {
    try {
      input.close();
    } catch (IOException e) {
      // It has ended already, or the connection has; what it answered says which.
    }
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
        if (e.code() > KILLED || e.code() == Commands.PART) {
          // Ended from outside before it could answer, or not everything came there.
          pause(tries, e);
          continue;
        }
        // Somebody has cleared the work folder.
        if (e.code() != Call.MISSING && e.code() != Call.NOT_READABLE || tries > 0) {
          throw e;
        }
        there = false;
      }
    }
  }

  private <E extends IOException> void pause(int tries, E failure) throws E, InterruptedException {
    if (tries == WAITS.size()) {
      throw failure;
    }
    pause.during(WAITS.get(tries));
  }

  public static void sized(OutputStream out, byte[] bytes) throws IOException {
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

  public void close() {
    connection.close();
  }
}
