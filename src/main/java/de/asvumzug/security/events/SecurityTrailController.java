package de.asvumzug.security.events;

import de.asvumzug.security.SecurityConfiguration;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The security trail, for it-management only ({@link SecurityConfiguration}). */
@Controller
@Tag(name = "Protokolle")
public class SecurityTrailController {
  public static final String PAGE = "/sicherheit";
  public static final String API = "/api/security-trail";

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
  @Operation(
      summary = "Das Sicherheitsprotokoll, das Neueste zuerst, nur für die IT-Leitung",
      description = "Mit before nur Zeilen mit kleinerer Nummer; höchstens 200 auf einmal.")
  @ResponseBody
  List<SecurityTrail.Line> lines(@RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
    return trail.before(before);
  }
}
