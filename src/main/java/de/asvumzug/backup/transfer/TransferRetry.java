package de.asvumzug.backup.transfer;

import de.asvumzug.backup.Cancellation;
import de.asvumzug.common.RetryPolicy;
import de.asvumzug.host.Sleeper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a piece of work on over cuts of the connection, with growing waits. Gives up when several
 * tries in a row have brought nothing: then the step fails and is tried again later as a whole.
 */
public final class TransferRetry {
  static final RetryPolicy POLICY =
      new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(8));

  private static final Logger LOG = LoggerFactory.getLogger(TransferRetry.class);

  private final Sleeper pause;

  public TransferRetry(Sleeper pause) {
    this.pause = pause;
  }

  /** May be carried out again after it was cut anywhere. */
  @FunctionalInterface
  interface Work<T> {
    T carryOut() throws IOException, InterruptedException;
  }

  /** May be carried out again, and says whether it has got further since. */
  interface Progressing {
    void carryOut() throws IOException, InterruptedException;

    long reached();
  }

  <T> T with(Work<T> work) throws IOException, InterruptedException {
    for (int tried = 1; ; tried++) {
      try {
        return work.carryOut();
      } catch (IOException e) {
        wait(tried, e);
      }
    }
  }

  void until(Progressing work) throws IOException, InterruptedException {
    int tried = 0;
    while (true) {
      long before = work.reached();
      try {
        work.carryOut();
        return;
      } catch (IOException e) {
        tried = work.reached() > before ? 1 : tried + 1;
        wait(tried, e);
      }
    }
  }

  private void wait(int tried, IOException e) throws IOException, InterruptedException {
    Cancellation.check();
    if (interrupted(e)) {
      throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
    }
    if (POLICY.isExhaustedAfter(tried)) {
      throw e;
    }
    LOG.info("Cut ({}), going on: {}", tried, e.getMessage());
    pause.during(POLICY.waitAfter(tried));
  }

  /** The SSH library tells an interruption as a failure to read; that is no cut connection. */
  private static boolean interrupted(Throwable failure) {
    return failure != null
        && (failure instanceof InterruptedIOException
                && !(failure instanceof SocketTimeoutException)
            || interrupted(failure.getCause()));
  }
}
