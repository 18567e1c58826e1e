package de.asvumzug.security.login;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The log-in page; who is logged in already is sent on. */
@Controller
class LoginController {

  @GetMapping("/login")
  String login(Authentication login) {
    return login != null && Logins.isPerson(login) ? "redirect:" + Logins.home(login) : "login";
  }
}
