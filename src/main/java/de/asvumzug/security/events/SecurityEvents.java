package de.asvumzug.security.events;

import de.asvumzug.security.Acting;
import de.asvumzug.security.password.PasswordController;
import de.asvumzug.security.request.RequestLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which requests belong on the security trail, told when they are over. */
public final class SecurityEvents {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** Users, groups, memberships and rights, through the engine's pages. */
  private static final Pattern ACCOUNTS =
      Pattern.compile("/camunda/api/.*/(user|group|authorization|tenant)(/.*)?");

  private static final Pattern EVIDENCE =
      Pattern.compile(
          "/api/migrations/[^/]+/trail(/.*)?|/api/worker/moves/[^/]+/evidence/.+|/umzuege/[^/]+|"
              + SecurityTrailController.PAGE
              + "|"
              + SecurityTrailController.API);

  private SecurityEvents() {}

  /**
   * @param status of the answer
   */
  public static Optional<SecurityTrail.Kind> of(HttpServletRequest request, int status) {
    String path = RequestLimits.path(request);
    if (status == 403 || status == 413) {
      return Optional.of(SecurityTrail.Kind.REFUSED);
    }
    if (status >= 400 || request.getHeader(Acting.RENEWAL) != null) {
      return Optional.empty();
    }
    boolean reading = READING.contains(request.getMethod());
    if (!reading && (ACCOUNTS.matcher(path).matches() || path.equals(PasswordController.PATH))) {
      return Optional.of(SecurityTrail.Kind.ACCOUNT);
    }
    return reading && EVIDENCE.matcher(path).matches()
        ? Optional.of(SecurityTrail.Kind.READ)
        : Optional.empty();
  }
}
