package de.asvumzug.host.job;

import de.asvumzug.common.RetryPolicy;
import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detached jobs of one attempt at a step. Being interrupted alone leaves the job running, so that
 * it is found again after a restart of the application; only a step that was taken back cancels it.
 * A machine that is silent for too long fails the attempt, not the job: the next attempt waits for
 * its end before it begins the same again.
 */
public final class DetachedJobs implements Jobs {
  private static final Logger LOG = LoggerFactory.getLogger(DetachedJobs.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final RetryPolicy STILL_RUNNING = RetryPolicy.endless(FIRST_PAUSE, LONGEST_PAUSE);
  private static final RetryPolicy NO_NEWS =
      RetryPolicy.endless(FIRST_PAUSE, Duration.ofSeconds(15));
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(30);
  private static final Duration LONGEST_START = Duration.ofMinutes(3);
  private static final int TAIL_CHARACTERS = 64 * 1024;

  private final String stepKey;
  private final StepJobs step;
  private final BooleanSupplier takenBack;
  private final Sleeper pause;

  /**
   * @param stepKey unique for the attempt; safe as a file name
   * @param takenBack whether the engine has taken the step away from us
   */
  public DetachedJobs(String stepKey, BooleanSupplier takenBack, Sleeper pause) {
    this.stepKey = stepKey;
    this.step = new StepJobs(stepKey);
    this.takenBack = takenBack;
    this.pause = pause;
  }

  @Override
  public JobResult run(Host host, String name, Command command, Poll eachPoll)
      throws IOException, InterruptedException {
    JobKey key = new JobKey(stepKey + "." + name);
    try {
      awaitLeft(host, key, name);
      return await(host, key, patiently(key, () -> host.start(key, command)), eachPoll);
    } catch (InterruptedException e) {
      if (takenBack.getAsBoolean()) {
        Thread.interrupted(); // cancelling waits for the process to be gone
        host.cancel(key);
        for (JobKey left : step.left(host, name)) {
          host.cancel(left);
        }
      }
      throw e;
    }
  }

  /** What an attempt before this one has left running is waited for, never doubled. */
  private void awaitLeft(Host host, JobKey key, String name)
      throws IOException, InterruptedException {
    for (int looks = 1; !patiently(key, () -> step.left(host, name)).isEmpty(); looks++) {
      if (takenBack.getAsBoolean()) {
        throw new InterruptedException("taken back: " + key);
      }
      pause.during(STILL_RUNNING.waitAfter(looks));
    }
  }

  private JobResult await(Host host, JobKey key, JobStatus first, Poll eachPoll)
      throws IOException, InterruptedException {
    Duration waited = Duration.ZERO;
    Duration sincePoll = LONGEST_PAUSE; // the first one at once
    Duration starting = Duration.ZERO;
    JobStatus status = first;
    while (status instanceof JobStatus.Running) {
      if (takenBack.getAsBoolean()) {
        throw new InterruptedException("taken back: " + key);
      }
      if (sincePoll.compareTo(LONGEST_PAUSE) >= 0) {
        poll(key, eachPoll);
        sincePoll = Duration.ZERO;
      }
      Duration wait = Duration.ZERO;
      Optional<JobStatus> seen = Optional.empty();
      if (host.awaitsEnds()) {
        long begin = System.nanoTime();
        seen = patiently(key, () -> atItsEnd(host, key));
        wait = Duration.ofNanos(System.nanoTime() - begin);
      }
      if (wait.compareTo(LONGEST_PAUSE) < 0 && !hasEnded(seen)) {
        // It does not wait, or cannot: the job is one of an older script, or was ended by force.
        Duration more = untilNextLook(waited);
        pause.during(more);
        wait = wait.plus(more);
        // Right after the start the process may not have claimed its key yet.
        seen = patiently(key, () -> host.status(key));
      }
      waited = waited.plus(wait);
      sincePoll = sincePoll.plus(wait);
      starting = begun(seen) ? Duration.ZERO : starting.plus(wait);
      if (starting.compareTo(LONGEST_START) > 0) {
        throw neverBegan(host, key);
      }
      status = seen.orElse(status);
    }
    poll(key, eachPoll);
    if (status instanceof JobStatus.Ended ended) {
      return new JobResult(ended.exitCode(), patiently(key, () -> tail(host, key)));
    }
    throw OperationFailed.temporary(
        "Der Auftrag %s auf %s ist verloren gegangen: %s. Er wird neu begonnen."
            .formatted(key, host.name(), ((JobStatus.Lost) status).reason()));
  }

  /**
   * So that the end of a job is noticed within a tenth of its time, a long one's within a second.
   */
  private static Duration untilNextLook(Duration waited) {
    Duration tenth = waited.dividedBy(10);
    if (tenth.compareTo(LONGEST_PAUSE) > 0) {
      return LONGEST_PAUSE;
    }
    return tenth.compareTo(FIRST_PAUSE) < 0 ? FIRST_PAUSE : tenth;
  }

  /** Interrupted as any other wait is, though a connection may not notice it meanwhile. */
  private static Optional<JobStatus> atItsEnd(Host host, JobKey key)
      throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("before waiting for " + key);
    }
    try {
      return host.status(key, LONGEST_PAUSE);
    } catch (InterruptedIOException e) {
      Thread.interrupted();
      throw new InterruptedException(e.getMessage());
    }
  }

  private static boolean hasEnded(Optional<JobStatus> seen) {
    return seen.isPresent() && !(seen.get() instanceof JobStatus.Running);
  }

  private static boolean begun(Optional<JobStatus> seen) {
    return seen.isPresent()
        && !(seen.get() instanceof JobStatus.Running running && running.pid() == 0);
  }

  private static OperationFailed neverBegan(Host host, JobKey key) {
    return OperationFailed.temporary(
        """
        Der Auftrag %s auf %s hat nach %s Minuten noch nicht begonnen, oder sein Ordner \
        %s/jobs/%s ist nicht mehr da. Der nächste Versuch sieht nach, ob er doch läuft. \
        Bleibt es dabei, bitte prüfen, ob dort ein Virenscanner das Skript aufhält."""
            .formatted(key, host.name(), LONGEST_START.toMinutes(), host.workFolder(), key));
  }

  private void poll(JobKey key, Poll eachPoll) throws IOException, InterruptedException {
    patiently(
        key,
        () -> {
          eachPoll.run();
          return null;
        });
  }

  private interface Look<T> {
    T take() throws IOException, InterruptedException;
  }

  /**
   * A machine that is out of reach says nothing about the job: giving up now would start it a
   * second time beside itself.
   */
  private <T> T patiently(JobKey key, Look<T> look) throws IOException, InterruptedException {
    Duration waited = Duration.ZERO;
    for (int failures = 1; ; failures++) {
      try {
        return look.take();
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (waited.compareTo(LONGEST_SILENCE) > 0) {
          throw new IOException(
              """
              Seit %s Minuten ist über den Auftrag %s nichts zu erfahren (%s). \
              Er läuft dort womöglich weiter; der nächste Versuch wartet auf sein Ende."""
                  .formatted(waited.toMinutes(), key, e.getMessage()),
              e);
        }
        if (takenBack.getAsBoolean()) {
          throw new InterruptedException("taken back: " + key);
        }
        LOG.info("No news of {}: {}", key, e.getMessage());
        Duration wait = NO_NEWS.waitAfter(failures);
        pause.during(wait);
        waited = waited.plus(wait);
      }
    }
  }

  private static String tail(Host host, JobKey key) throws IOException {
    StringBuilder tail = new StringBuilder();
    LogChunk chunk = host.readLog(key, 0);
    while (!chunk.text().isEmpty()) {
      tail.append(chunk.text());
      if (tail.length() > TAIL_CHARACTERS) {
        tail.delete(0, tail.length() - TAIL_CHARACTERS);
      }
      chunk = host.readLog(key, chunk.nextOffset());
    }
    return tail.toString();
  }
}
