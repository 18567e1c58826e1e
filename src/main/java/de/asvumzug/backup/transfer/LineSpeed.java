package de.asvumzug.backup.transfer;

import de.asvumzug.backup.Cancellation;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how fast bytes go from one machine to another through this application, and how fast the
 * old one makes them smaller: with rows like those of a dump.
 */
public final class LineSpeed {
  private static final Logger LOG = LoggerFactory.getLogger(LineSpeed.class);
  private static final int BLOCK = 1 << 20;
  private static final int BLOCKS_OF_SAMPLE = 12;

  /** Opening the channels, and the first steps of both programs, are no part of the rate. */
  private static final int BLOCKS_OF_BEGINNING = 2;

  /** As long as our own program gets faster with every run, the line is not what is measured. */
  private static final int LEAST_RUNS = 8;

  private static final int MOST_RUNS = 12;
  private static final double FASTER = 1.1;
  private static final int BLOCKS_OF_FILE = 64;
  private static final Duration LIMIT_OF_FILE = Duration.ofSeconds(3);
  private static final Duration LIMIT_OF_RUN = Duration.ofMillis(700);

  /** Measuring takes about ten seconds; the wrong choice costs no more below this. */
  private static final long WORTH_IT = 50_000_000;

  private LineSpeed() {}

  /**
   * @param bytes of the database that is to be dumped: for a small one nothing is measured
   */
  public static LineMeasurement measure(Host from, Host to, String stepKey, long bytes)
      throws InterruptedException {
    if (bytes < WORTH_IT) {
      return LineMeasurement.NONE;
    }
    String there = from.workFolder() + "/line-" + stepKey;
    String here = to.workFolder() + "/line-" + stepKey + ".received";
    try {
      try {
        byte[] block = rows();
        write(from, there, block, BLOCKS_OF_FILE, LIMIT_OF_FILE);
        long line = steady(from, there, to, here);
        return new LineMeasurement(line, gzip(from, there, block));
      } finally {
        for (String file : List.of(there, sample(there), sample(there) + ".gz")) {
          from.files().delete(file);
        }
        to.files().delete(here);
      }
    } catch (IOException e) {
      Cancellation.check();
      LOG.info("The line from {} to {} was not tried: {}", from.name(), to.name(), e.getMessage());
      return LineMeasurement.NONE;
    }
  }

  private static String sample(String file) {
    return file + ".sample";
  }

  /**
   * The first runs measure how our own program gets going: the best of them, until it gets no
   * better.
   */
  private static long steady(Host from, String there, Host to, String here) throws IOException {
    long best = 0;
    for (int run = 1; run <= MOST_RUNS; run++) {
      long next = copy(from, there, to, here);
      if (run > LEAST_RUNS && next < best * FASTER) {
        return Math.max(best, next);
      }
      best = Math.max(best, next);
    }
    return best;
  }

  /** One block of rows as a dump holds them; the same each time. */
  private static byte[] rows() {
    Random random = new Random(BLOCK);
    StringBuilder rows = new StringBuilder(BLOCK + 200);
    while (rows.length() < BLOCK) {
      rows.append(
          String.format(
              Locale.ROOT,
              "%08x-%04x\t%d\tFamilie%d\tVorname%d\t20%02d-%02d-%02d 08:15:00\t%d\t\\N\tt%n",
              random.nextInt(),
              random.nextInt(1 << 16),
              random.nextInt(1_000_000),
              random.nextInt(5_000),
              random.nextInt(900),
              random.nextInt(30),
              1 + random.nextInt(12),
              1 + random.nextInt(28),
              1 + random.nextInt(6)));
    }
    return Arrays.copyOf(rows.toString().getBytes(StandardCharsets.US_ASCII), BLOCK);
  }

  /** As much as the time allows: a slow line is not kept waiting for. */
  private static void write(Host host, String file, byte[] block, int blocks, Duration limit)
      throws IOException {
    long begin = System.nanoTime();
    try (OutputStream out = host.files().write(file, 0)) {
      for (int i = 0; i < blocks && System.nanoTime() - begin < limit.toNanos(); i++) {
        out.write(block);
      }
    }
  }

  private static long copy(Host from, String there, Host to, String here) throws IOException {
    byte[] block = new byte[BLOCK];
    try (InputStream in = from.files().read(there, 0);
        OutputStream out = to.files().write(here, 0)) {
      long first = System.nanoTime();
      long begin = first;
      long bytes = 0;
      int length = in.readNBytes(block, 0, BLOCK);
      for (int blocks = 1; length > 0; blocks++) {
        out.write(block, 0, length);
        long now = System.nanoTime();
        if (blocks <= BLOCKS_OF_BEGINNING && now - first < LIMIT_OF_RUN.toNanos() / 2) {
          begin = now;
        } else {
          bytes += length;
        }
        if (now - first > LIMIT_OF_RUN.toNanos()) {
          break;
        }
        length = in.readNBytes(block, 0, BLOCK);
      }
      return bytes * 1_000_000_000L / Math.max(1, System.nanoTime() - begin);
    }
  }

  /** Plain bytes a second on one processor; 0 where there is no gzip. */
  private static long gzip(Host host, String file, byte[] block)
      throws IOException, InterruptedException {
    if (host.findProgram("gzip", List.of()).isEmpty()) {
      return 0;
    }
    String sample = sample(file);
    write(host, sample, block, BLOCKS_OF_SAMPLE, LIMIT_OF_RUN);
    long size = host.files().stat(sample).orElseThrow().size();
    long idle = timed(host, Command.of("gzip", "--version"));
    long busy = timed(host, Command.of("gzip", "-1", "--force", "--keep", sample));
    return busy <= idle ? 0 : size * 1_000_000_000L / (busy - idle);
  }

  /** Nanoseconds. */
  private static long timed(Host host, Command command) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    CommandResult result = host.run(command);
    long time = System.nanoTime() - begin;
    if (!result.succeeded()) {
      throw new IOException("gzip: " + result.errors().strip());
    }
    return time;
  }
}
