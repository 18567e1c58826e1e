package de.asvumzug.security.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationProvider;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Tells Camunda's web applications who has logged in at our door, so that nobody logs in twice.
 * Created by Camunda's filter by class name, hence public and without dependencies.
 */
public final class LoggedInUser implements AuthenticationProvider {

  @Override
  public AuthenticationResult extractAuthenticatedUser(
      HttpServletRequest request, ProcessEngine engine) {
    Authentication login = SecurityContextHolder.getContext().getAuthentication();
    return login == null
            || login instanceof AnonymousAuthenticationToken
            || !login.isAuthenticated()
        ? AuthenticationResult.unsuccessful()
        : AuthenticationResult.successful(login.getName());
  }

  /** The filter has answered 401 already; the page then leads to our log-in. */
  @Override
  public void augmentResponseByAuthenticationChallenge(
      HttpServletResponse response, ProcessEngine engine) {
    // nothing to add
  }
}
