package de.asvumzug.security.login;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The log-in page; who is logged in already is sent on. */
@Controller
class LoginController {
  private final HttpSessionRequestCache asked = new HttpSessionRequestCache();

  @GetMapping("/login")
  String login(Authentication login, HttpServletRequest request, Model model) {
    model.addAttribute("goesOn", asked.getRequest(request, null) != null);
    return login != null && Logins.isPerson(login) ? "redirect:" + Logins.home(login) : "login";
  }
}
