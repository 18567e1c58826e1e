package de.asvumzug.security.password;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Checks the password of somebody who is logged in, throttled and logged like a log-in. */
@Component
public final class PasswordAgain {
  private final AuthenticationManager logins;

  PasswordAgain(@Lazy AuthenticationManager logins) {
    this.logins = logins;
  }

  /**
   * @throws org.springframework.security.core.AuthenticationException if it is wrong, or if there
   *     were too many wrong ones
   */
  void check(Authentication login, String password, HttpServletRequest request) {
    UsernamePasswordAuthenticationToken attempt =
        UsernamePasswordAuthenticationToken.unauthenticated(login.getName(), password);
    attempt.setDetails(new WebAuthenticationDetails(request));
    logins.authenticate(attempt);
  }
}
