package de.asvumzug.notify.delivery;

import de.asvumzug.common.BackgroundRounds;
import jakarta.mail.MessagingException;
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
  private final BackgroundRounds rounds;
  private String trouble = "";

  BouncePump(BounceMailbox mailbox, BounceSettings settings) {
    this.mailbox = mailbox;
    this.settings = settings;
    this.rounds = new BackgroundRounds("bounces", settings.poll(), settings.timeout(), this::round);
  }

  @Override
  public void start() {
    rounds.start();
  }

  @Override
  public void stop() {
    rounds.stop();
  }

  @Override
  public boolean isRunning() {
    return rounds.isRunning();
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
