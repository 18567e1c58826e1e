package de.asvumzug.security;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The security trail, for it-management only ({@link Doors}). */
@Controller
class SecurityTrailController {
  static final String PAGE = "/sicherheit";
  static final String API = "/api/security-trail";

  private final SecurityTrail trail;

  SecurityTrailController(SecurityTrail trail) {
    this.trail = trail;
  }

  @GetMapping(PAGE)
  String page(@RequestParam(defaultValue = "" + Long.MAX_VALUE) long before, Model model) {
    model.addAttribute("lines", trail.before(before));
    return "sicherheit";
  }

  @GetMapping(API)
  @ResponseBody
  List<SecurityTrail.Line> lines(@RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
    return trail.before(before);
  }
}
