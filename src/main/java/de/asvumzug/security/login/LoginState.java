package de.asvumzug.security.login;

import de.asvumzug.security.password.OwnPasswords;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * What a session remembers of its log-in.
 *
 * @param since when
 * @param mark of the password that was stored then ({@link OwnPasswords#mark})
 */
public record LoginState(Instant since, String mark) implements Serializable {
  private static final String STATE = "asv.login";
  private static final String ACTED = "asv.acted";

  public static void begin(HttpServletRequest request, String mark, Instant now) {
    HttpSession session = request.getSession();
    session.setAttribute(STATE, new LoginState(now, mark));
    session.setAttribute(ACTED, now);
  }

  public static Optional<LoginState> of(HttpSession session) {
    return Optional.ofNullable((LoginState) session.getAttribute(STATE));
  }

  public static void acted(HttpSession session, Instant now) {
    session.setAttribute(ACTED, now);
  }

  public static Instant lastActed(HttpSession session) {
    Object acted = session.getAttribute(ACTED);
    return acted == null ? Instant.MIN : (Instant) acted;
  }
}
