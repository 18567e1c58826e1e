package de.asvumzug.notify.delivery;

import jakarta.mail.MessagingException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks into the mailbox again and again, on a thread of its own: a slow server delays nothing. */
@Component
@ConditionalOnProperty("asv.mail.bounces.host")
final class BouncePump implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(BouncePump.class);

  private final BounceMailbox mailbox;
  private final BounceSettings settings;
  private ScheduledExecutorService thread;
  private String trouble = "";

  BouncePump(BounceMailbox mailbox, BounceSettings settings) {
    this.mailbox = mailbox;
    this.settings = settings;
  }

  @Override
  public synchronized void start() {
    thread = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "bounces"));
    long wait = settings.poll().toMillis();
    thread.scheduleWithFixedDelay(this::round, 0, wait, TimeUnit.MILLISECONDS);
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

  /** An exception would end the rounds for good; the same trouble is told once. */
  private void round() {
    try {
      mailbox.round();
      trouble = "";
    } catch (MessagingException | RuntimeException e) {
      String now = String.valueOf(e.getMessage());
      if (!now.equals(trouble)) {
        LOG.error("the mailbox of delivery reports cannot be read: {}", now);
        trouble = now;
      }
    }
  }
}
