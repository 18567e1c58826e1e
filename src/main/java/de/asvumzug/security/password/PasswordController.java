package de.asvumzug.security.password;

import de.asvumzug.security.SecuritySettings;
import de.asvumzug.security.login.LoginState;
import de.asvumzug.security.login.Logins;
import de.asvumzug.security.login.TooManyAttempts;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which everybody, schools included, changes the own password. */
@Controller
public class PasswordController {
  public static final String PATH = "/kennwort";

  private static final int LONGEST = 128;

  private final IdentityService identity;
  private final OwnPasswords own;
  private final PasswordAgain again;
  private final SecuritySettings settings;
  private final Clock clock = Clock.systemUTC();

  PasswordController(
      IdentityService identity, OwnPasswords own, PasswordAgain again, SecuritySettings settings) {
    this.settings = settings;
    this.identity = identity;
    this.own = own;
    this.again = again;
  }

  @GetMapping(PATH)
  String page(Authentication login, Model model) {
    model.addAttribute("given", requireChange(user(login)));
    return "kennwort";
  }

  /** Whether nothing else opens before; said to nobody who came of their own accord. */
  private boolean requireChange(User user) {
    return settings.changeFirstPassword() && !own.isOwn(user);
  }

  @PostMapping(PATH)
  String change(
      Authentication login,
      HttpServletRequest request,
      Model model,
      @RequestParam(defaultValue = "") String current,
      @RequestParam(defaultValue = "") String fresh,
      @RequestParam(defaultValue = "") String repeated) {
    User user = user(login);
    String trouble = trouble(login, user, request, current, fresh, repeated);
    if (trouble != null) {
      model.addAttribute("given", requireChange(user));
      model.addAttribute("trouble", trouble);
      return "kennwort";
    }
    user.setPassword(fresh);
    identity.saveUser(user);
    User changed = user(login);
    own.note(changed);
    request.changeSessionId();
    LoginState.begin(request, OwnPasswords.mark(changed), clock.instant());
    return "redirect:" + Logins.home(login);
  }

  /** German; null if all is well. */
  private String trouble(
      Authentication login,
      User user,
      HttpServletRequest request,
      String current,
      String fresh,
      String repeated) {
    if (!fresh.equals(repeated)) {
      return "Die beiden neuen Kennwörter sind verschieden. Bitte noch einmal eingeben.";
    }
    if (fresh.equals(current)) {
      return "Das neue Kennwort ist das alte. Bitte ein anderes wählen.";
    }
    if (fresh.length() > LONGEST) {
      return "Das neue Kennwort ist zu lang; höchstens " + LONGEST + " Zeichen.";
    }
    if (!identity.checkPasswordAgainstPolicy(fresh, user).isValid()) {
      return "Das neue Kennwort ist zu leicht zu erraten. " + Passwords.RULE;
    }
    try {
      again.check(login, current, request);
      return null;
    } catch (TooManyAttempts e) {
      return "Zu viele falsche Kennwörter. Bitte in %d Sekunden noch einmal versuchen."
          .formatted(e.seconds());
    } catch (AuthenticationException e) {
      return "Das bisherige Kennwort ist falsch.";
    }
  }

  private User user(Authentication login) {
    return identity.createUserQuery().userId(login.getName()).singleResult();
  }
}
