package de.asvumzug.security.password;

import de.asvumzug.security.login.TooManyAttempts;
import de.asvumzug.security.request.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/**
 * Takes the password again before a decision that cannot be taken back. It needs no CSRF token:
 * JSON is sent by no foreign page unasked, and who sends it must know the password.
 */
@Controller
public class ConfirmationController {
  public static final String PATH = PasswordController.PATH + "/bestaetigung";

  private final PasswordAgain again;
  private final Problems problems;

  ConfirmationController(PasswordAgain again, Problems problems) {
    this.again = again;
    this.problems = problems;
  }

  record Given(String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return "Given[]";
    }
  }

  @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
  void confirm(
      @RequestBody Given given,
      Authentication login,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    try {
      again.check(login, given.password(), request);
      Confirmation.give(request);
      response.setStatus(HttpStatus.NO_CONTENT.value());
    } catch (TooManyAttempts e) {
      problems.write(
          response,
          HttpStatus.TOO_MANY_REQUESTS,
          "Zu viele falsche Kennwörter. Bitte in %d Sekunden noch einmal versuchen."
              .formatted(e.seconds()));
    } catch (AuthenticationException e) {
      problems.write(response, HttpStatus.FORBIDDEN, "Das Kennwort ist falsch.");
    }
  }
}
