package de.asvumzug.security.password;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;

/** That somebody has just given his password again: holds for one decision, and not for long. */
final class Confirmation {
  private static final String AT = "asv.confirmed";
  private static final Duration VALID = Duration.ofMinutes(5);

  private Confirmation() {}

  static void give(HttpServletRequest request) {
    request.getSession().setAttribute(AT, Instant.now());
  }

  /** Uses it up. */
  static boolean take(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null || !(session.getAttribute(AT) instanceof Instant given)) {
      return false;
    }
    session.removeAttribute(AT);
    return given.plus(VALID).isAfter(Instant.now());
  }
}
