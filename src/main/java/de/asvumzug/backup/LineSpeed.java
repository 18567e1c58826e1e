package de.asvumzug.backup;

import de.asvumzug.host.Host;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How fast bytes go from one machine to another through this application, tried with at most 32 MB
 * and a second.
 */
final class LineSpeed {
  private static final Logger LOG = LoggerFactory.getLogger(LineSpeed.class);
  private static final int BLOCK = 1 << 20;
  private static final int BLOCKS = 32;
  private static final Duration LIMIT = Duration.ofMillis(400);

  private LineSpeed() {}

  /**
   * @return bytes a second; 0 if it could not be tried
   */
  static long measure(Host from, Host to, String stepKey) throws InterruptedException {
    String there = from.workFolder() + "/line-" + stepKey;
    String here = to.workFolder() + "/line-" + stepKey + ".received";
    try {
      try {
        write(from, there);
        return copy(from, there, to, here);
      } finally {
        from.files().delete(there);
        to.files().delete(here);
      }
    } catch (IOException e) {
      Interruption.check();
      LOG.info("The line from {} to {} was not tried: {}", from.name(), to.name(), e.getMessage());
      return 0;
    }
  }

  /** Random, so that nothing on the way makes it smaller. */
  private static void write(Host from, String file) throws IOException {
    byte[] block = new byte[BLOCK];
    new Random(BLOCK).nextBytes(block);
    long begin = System.nanoTime();
    try (OutputStream out = from.files().write(file, 0)) {
      for (int i = 0; i < BLOCKS && System.nanoTime() - begin < LIMIT.toNanos(); i++) {
        out.write(block);
      }
    }
  }

  private static long copy(Host from, String there, Host to, String here) throws IOException {
    byte[] block = new byte[BLOCK];
    long bytes = 0;
    long begin = System.nanoTime();
    try (InputStream in = from.files().read(there, 0);
        OutputStream out = to.files().write(here, 0)) {
      int length = in.readNBytes(block, 0, BLOCK);
      while (length > 0 && System.nanoTime() - begin < LIMIT.toNanos()) {
        out.write(block, 0, length);
        bytes += length;
        length = in.readNBytes(block, 0, BLOCK);
      }
    }
    return bytes * 1_000_000_000L / Math.max(1, System.nanoTime() - begin);
  }
}
