package de.asvumzug.host;

import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.host.script.Connection;
import de.asvumzug.host.script.ConnectionCut;
import de.asvumzug.host.script.LinuxCommands;
import de.asvumzug.host.script.LocalConnection;
import de.asvumzug.host.script.ScriptHost;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Works on a machine whose connection is cut wherever a seed wants it: before a line is sent, in
 * the middle of what is sent or answered, or after the end, before the machine could say so; or an
 * answer ends anywhere as if it were whole, with an exit code as if all were well. The machine
 * itself is real: the script, its shell and its jobs. Whoever asks repeats what failed, as a step
 * does, and looks afterwards at what really happened.
 */
public final class SeededCuts implements AutoCloseable {
  private static final int ONE_OF = 4;

  private final Path folder;
  private final Random random;
  private final AtomicInteger cuts = new AtomicInteger();
  private final Host host;
  private boolean breaking = true;
  private int number;

  public SeededCuts(Path folder, long seed) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.random = new Random(seed);
    this.host =
        ScriptHost.over(
            new Cutting(new LocalConnection("alt")),
            new LinuxCommands(folder.resolve("work").toString(), List.of(), Set.of()),
            folder.resolve("work").toString(),
            Duration.ofSeconds(30),
            Optional::empty);
  }

  public int cuts() {
    return cuts.get();
  }

  /** The machine, for work of others. */
  public Host host() {
    return host;
  }

  /** Whether anything is cut from now on. */
  public void breaking(boolean on) {
    breaking = on;
  }

  /**
   * One piece of work of a kind that the seed chooses. Throws if anything happened twice or not.
   */
  void work() throws Exception {
    number++;
    switch (number % 4) {
      case 0 -> job();
      case 1 -> command();
      case 2 -> file();
      default -> names();
    }
  }

  /** A job is started once, however often it is asked for. */
  private void job() throws Exception {
    Path mark = folder.resolve("job-" + number);
    JobKey key = new JobKey("job-" + number);
    Command command = Command.of("sh", "-c", "echo x >>\"$0\"; echo done", mark.toString());
    untilItWorks(() -> host.start(key, command));
    JobStatus status =
        untilItWorks(
            () -> {
              Optional<JobStatus> now = host.status(key);
              if (now.filter(JobStatus.Running.class::isInstance).isPresent()) {
                throw new IOException("läuft noch");
              }
              return now.orElseThrow();
            });
    must(status instanceof JobStatus.Ended ended && ended.exitCode() == 0, "job " + status);
    must(Files.readString(mark).equals("x\n"), "job ran " + Files.readString(mark).length() / 2);
    must(untilItWorks(() -> host.readLog(key, 0)).text().equals("done\n"), "log of the job");
    untilItWorks(
        () -> {
          host.remove(key);
          return true;
        });
  }

  /**
   * A short command that fails for good was started at most once; one that answers exactly once.
   */
  private void command() throws Exception {
    Path mark = folder.resolve("run-" + number);
    boolean answered = false;
    try {
      CommandResult result =
          host.run(Command.of("sh", "-c", "echo x >>\"$0\"; echo answer", mark.toString()));
      answered = true;
      must(result.output().equals("answer\n"), "answer of the command: " + result);
    } catch (IOException e) {
      // All tries were cut; what counts is that it did not run twice.
    }
    int runs = Files.exists(mark) ? (int) Files.size(mark) / 2 : 0;
    must(answered ? runs == 1 : runs <= 1, "command ran " + runs);
  }

  /** A file that is gone on with wherever it was cut holds what was sent. */
  private void file() throws Exception {
    byte[] content = new byte[random.nextInt(300_000)];
    random.nextBytes(content);
    String path = folder.resolve("file-" + number).toString();
    untilItWorks(
        () -> {
          long there = host.files().stat(path).map(FileStat::size).orElse(0L);
          int offset = (int) Math.min(there, content.length);
          try (OutputStream out = host.files().write(path, offset)) {
            out.write(content, offset, content.length - offset);
          }
          return true;
        });
    must(Arrays.equals(Files.readAllBytes(Path.of(path)), content), "file " + path);
    ByteArrayOutputStream back = new ByteArrayOutputStream();
    untilItWorks(
        () -> {
          try (InputStream in = host.files().read(path, back.size())) {
            in.transferTo(back);
          }
          return true;
        });
    must(Arrays.equals(back.toByteArray(), content), "reading of " + path);
  }

  /** A text is there whole or as before; a name that was changed once is not changed again. */
  private void names() throws Exception {
    String path = folder.resolve("text-" + number).toString();
    untilItWorks(
        () -> {
          host.files().writeText(path, "Größe " + number);
          return true;
        });
    untilItWorks(
        () -> {
          host.files().moveAll(java.util.Map.of(path, path + " neu"));
          return true;
        });
    must(
        Files.readString(Path.of(path + " neu"), StandardCharsets.UTF_8).equals("Größe " + number)
            && !Files.exists(Path.of(path)),
        "text " + path);
  }

  private interface Act<T> {
    T carryOut() throws Exception;
  }

  private static <T> T untilItWorks(Act<T> act) throws Exception {
    for (int tries = 0; ; tries++) {
      try {
        return act.carryOut();
      } catch (IOException e) {
        if (tries > 200) {
          throw e;
        }
        Sleeper.REAL.during(Duration.ofMillis(5));
      }
    }
  }

  private static void must(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  @Override
  public void close() {
    host.close();
  }

  /** Cuts a real connection. What runs on the machine is not told. */
  private final class Cutting implements Connection {
    private final Connection real;

    Cutting(Connection real) {
      this.real = real;
    }

    @Override
    public String machine() {
      return real.machine();
    }

    @Override
    public Exchange open(String line) throws IOException {
      // The lines of one worker come one after the other, so the seed decides everything.
      int where = random.nextInt(ONE_OF * 4);
      if (!breaking) {
        return real.open(line);
      }
      if (where == 0) {
        throw cut();
      }
      Exchange exchange = real.open(line);
      return switch (where) {
        case 1 -> new Cut(exchange, random.nextInt(64), Integer.MAX_VALUE, false, false);
        case 2 -> new Cut(exchange, Integer.MAX_VALUE, random.nextInt(32), false, false);
        case 3 -> new Cut(exchange, Integer.MAX_VALUE, Integer.MAX_VALUE, true, false);
        case 4 -> new Cut(exchange, Integer.MAX_VALUE, random.nextInt(64), false, true);
        default -> exchange;
      };
    }

    @Override
    public void close() {
      real.close();
    }
  }

  private ConnectionCut cut() {
    cuts.incrementAndGet();
    return new ConnectionCut("alt", new IOException("getrennt"));
  }

  /** Cut after so many bytes of the input or the output, or before the exit code; or in silence. */
  private final class Cut implements Connection.Exchange {
    private final Connection.Exchange real;
    private final boolean atTheEnd;
    private final boolean silent;
    private boolean gone;
    private final OutputStream input;
    private final InputStream output;

    Cut(Connection.Exchange real, int inputBytes, int outputBytes, boolean atTheEnd, boolean silent)
        throws IOException {
      this.real = real;
      this.atTheEnd = atTheEnd;
      this.silent = silent;
      this.input = new CutOutput(real.input(), inputBytes);
      this.output = new CutInput(real.output(), outputBytes);
    }

    @Override
    public OutputStream input() {
      return input;
    }

    @Override
    public InputStream output() {
      return output;
    }

    @Override
    public int exitCode() throws IOException, InterruptedException {
      if (gone) {
        return 0;
      }
      int code = real.exitCode();
      if (atTheEnd) {
        throw cut();
      }
      return code;
    }

    @Override
    public String errors() {
      return real.errors();
    }

    @Override
    public void close() throws IOException {
      real.close();
    }

    private final class CutInput extends FilterInputStream {
      private long left;

      CutInput(InputStream in, long left) {
        super(in);
        this.left = left;
      }

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int from, int length) throws IOException {
        if (left <= 0) {
          real.close();
          ConnectionCut cut = cut();
          if (silent) {
            gone = true;
            return -1;
          }
          throw cut;
        }
        int read = super.read(target, from, (int) Math.min(left, length));
        left -= Math.max(0, read);
        return read;
      }
    }

    private final class CutOutput extends OutputStream {
      private final OutputStream out;
      private long left;
      private boolean gone;

      CutOutput(OutputStream out, long left) {
        this.out = out;
        this.left = left;
      }

      @Override
      public void write(int next) throws IOException {
        write(new byte[] {(byte) next}, 0, 1);
      }

      @Override
      public void write(byte[] source, int from, int length) throws IOException {
        int now = (int) Math.min(left, length);
        out.write(source, from, now);
        left -= now;
        if (now < length) {
          gone = true;
          out.flush();
          out.close();
          throw cut();
        }
      }

      @Override
      public void flush() throws IOException {
        out.flush();
      }

      @Override
      public void close() throws IOException {
        if (!gone) {
          out.close();
        }
      }
    }
  }
}
