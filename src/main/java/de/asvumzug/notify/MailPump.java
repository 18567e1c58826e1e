package de.asvumzug.notify;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs the dispatcher on a thread of its own: the application's scheduler has one thread, and a
 * mail server that does not answer must not hold up what else runs there.
 */
@Component
final class MailPump implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(MailPump.class);

  private final Dispatcher dispatcher;
  private final MailSettings settings;
  private ScheduledExecutorService thread;

  MailPump(Dispatcher dispatcher, MailSettings settings) {
    this.dispatcher = dispatcher;
    this.settings = settings;
  }

  @Override
  public synchronized void start() {
    thread = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "mail"));
    long wait = settings.poll().toMillis();
    thread.scheduleWithFixedDelay(this::round, wait, wait, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void stop() {
    if (thread == null) {
      return;
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  /** An exception would end the rounds for good. */
  private void round() {
    try {
      dispatcher.dispatch();
    } catch (RuntimeException e) {
      LOG.error("mails could not be dispatched; tried again in {}", settings.poll(), e);
    }
  }
}
