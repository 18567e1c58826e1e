package de.asvumzug.security.login;

import de.asvumzug.security.account.Groups;
import de.asvumzug.security.worker.ScrapeAccount;
import de.asvumzug.security.worker.WorkerAccounts;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** What a log-in may see, told from its authorities. */
public final class Logins {
  /** The page that tells a school of its move. */
  public static final String SCHOOL = "/schule";

  private static final String TASKLIST = "/camunda/app/tasklist/default/";
  private static final String LEITSTAND = "/";
  private static final Set<String> STAFF =
      Arrays.stream(
              new String[] {Groups.TECHNIK, Groups.BETREIBER, Groups.IT_MANAGEMENT, Groups.ADMIN})
          .map(EngineLogin::authority)
          .collect(Collectors.toUnmodifiableSet());

  private Logins() {}

  /** A person who has logged in: not anonymous, no account of a program. */
  public static boolean isPerson(Authentication login) {
    return login.isAuthenticated()
        && !(login instanceof AnonymousAuthenticationToken)
        && !has(login, Set.of(EngineLogin.authority(Groups.WORKER)))
        && !ScrapeAccount.is(login)
        && WorkerAccounts.of(login).isEmpty();
  }

  /** Technicians, operators, IT management and administrators, who see all moves. */
  public static boolean isStaff(Authentication login) {
    return isPerson(login) && has(login, STAFF);
  }

  /** Where a person starts: the control page, a school with its tasks. */
  public static String home(Authentication login) {
    return isStaff(login) ? LEITSTAND : TASKLIST;
  }

  private static boolean has(Authentication login, Set<String> authorities) {
    return login.getAuthorities().stream()
        .map(GrantedAuthority::getAuthority)
        .anyMatch(authorities::contains);
  }
}
