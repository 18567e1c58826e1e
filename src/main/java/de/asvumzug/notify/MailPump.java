package de.asvumzug.notify;

import de.asvumzug.common.BackgroundRounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs the dispatcher on a thread of its own: the application's scheduler has one thread, and a
 * mail server that does not answer must not hold up what else runs there.
 */
@Component
public final class MailPump implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(MailPump.class);

  private final Dispatcher dispatcher;
  private final MailSettings settings;
  private final BackgroundRounds rounds;

  MailPump(Dispatcher dispatcher, MailSettings settings) {
    this.dispatcher = dispatcher;
    this.settings = settings;
    this.rounds = new BackgroundRounds("mail", settings.poll(), settings.timeout(), this::round);
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

  /** An exception would end the rounds for good. */
  private void round() {
    try {
      dispatcher.dispatch();
    } catch (RuntimeException e) {
      LOG.error("mails could not be dispatched; tried again in {}", settings.poll(), e);
    }
  }
}
