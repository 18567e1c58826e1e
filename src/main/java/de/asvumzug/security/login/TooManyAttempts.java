package de.asvumzug.security.login;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** The password was not looked at: there were too many wrong ones before. */
public final class TooManyAttempts extends AuthenticationException {
  private static final long serialVersionUID = 1;

  private final long seconds;

  TooManyAttempts(Duration wait) {
    super("too many wrong passwords");
    this.seconds = wait.toSeconds() + 1;
  }

  /** Until the next try is looked at. */
  public long seconds() {
    return seconds;
  }
}
