package de.asvumzug.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** Does the same with several things, a few at a time. */
public final class Parallel {
  /** Enough to keep reading and writing busy; more would only share the disk. */
  static final int AT_ONCE = 2;

  private static final int FILES_TOGETHER = 100;
  private static final long BYTES_TOGETHER = 64 << 20;
  private static final int LONGEST_GOODBYE_SECONDS = 60;

  private Parallel() {}

  /** Files that are asked for together, so that neither the ways nor the waits grow long. */
  public static <T> List<List<T>> portions(List<T> things, ToLongFunction<T> size) {
    List<List<T>> portions = new ArrayList<>();
    List<T> portion = new ArrayList<>();
    long bytes = 0;
    for (T thing : things) {
      portion.add(thing);
      bytes += size.applyAsLong(thing);
      if (portion.size() >= FILES_TOGETHER || bytes >= BYTES_TOGETHER) {
        portions.add(portion);
        portion = new ArrayList<>();
        bytes = 0;
      }
    }
    if (!portion.isEmpty()) {
      portions.add(portion);
    }
    return portions;
  }

  /** What is done with each. */
  @FunctionalInterface
  public interface Work<T> {
    void on(T thing) throws IOException, InterruptedException;
  }

  /**
   * Returns when all is done. The first failure, or an interruption, ends the rest, and nothing is
   * under way any more when it is thrown.
   */
  public static <T> void each(List<T> things, Work<T> work)
      throws IOException, InterruptedException {
    if (things.size() < AT_ONCE) {
      for (T thing : things) {
        work.on(thing);
      }
      return;
    }
    Queue<T> queue = new ConcurrentLinkedQueue<>(things);
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    ExecutorCompletionService<Void> workers = new ExecutorCompletionService<>(threads);
    try {
      for (int i = 0; i < AT_ONCE; i++) {
        workers.submit(() -> drain(queue, work));
      }
      for (int i = 0; i < AT_ONCE; i++) {
        workers.take().get();
      }
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    } finally {
      threads.shutdownNow();
      awaitEnd(threads);
    }
  }

  private static <T> Void drain(Queue<T> queue, Work<T> work)
      throws IOException, InterruptedException {
    for (T thing = queue.poll(); thing != null; thing = queue.poll()) {
      Cancellation.check();
      work.on(thing);
    }
    return null;
  }

  /** Waits even if interrupted: nobody may write behind the back of what comes next. */
  private static void awaitEnd(ExecutorService threads) {
    boolean interrupted = Thread.interrupted();
    try {
      threads.awaitTermination(LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static IOException thrown(Throwable cause) throws InterruptedException {
    if (cause instanceof IOException e) {
      return e;
    }
    if (cause instanceof InterruptedException e) {
      throw e;
    }
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    return new IOException(cause);
  }
}
