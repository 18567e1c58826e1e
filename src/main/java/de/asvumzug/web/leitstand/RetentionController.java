package de.asvumzug.web.leitstand;

import de.asvumzug.plan.intake.PlanRejected;
import de.asvumzug.web.command.Forbidden;
import de.asvumzug.web.command.NotPossibleNow;
import de.asvumzug.web.command.NotUnderstood;
import de.asvumzug.web.command.RetentionService;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.move.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page that keeps the copies of a move longer. */
@Controller
class RetentionController {
  private final Moves moves;
  private final RetentionService retention;

  RetentionController(Moves moves, RetentionService retention) {
    this.moves = moves;
    this.retention = retention;
  }

  @GetMapping("/umzuege/{id}/aufbewahrung")
  String ask(@PathVariable String id, Authentication authentication, Model model) {
    return page(id, deciding(authentication), "", "", null, model);
  }

  @PostMapping("/umzuege/{id}/aufbewahrung")
  String extend(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String until,
      @RequestParam(defaultValue = "") String reason,
      Authentication authentication,
      HttpServletResponse response,
      Model model) {
    Viewer viewer = deciding(authentication);
    moves.get(id, viewer);
    HttpStatus status = HttpStatus.UNPROCESSABLE_ENTITY;
    String message;
    try {
      retention.extend(id, day(until), reason, viewer.user());
      return "redirect:/umzuege/" + id + "#h-kopien";
    } catch (PlanRejected e) {
      message = "Der Grund " + e.errors().get(0).message();
    } catch (NotUnderstood e) {
      message = e.getMessage();
    } catch (NotPossibleNow e) {
      status = HttpStatus.CONFLICT;
      message = e.getMessage();
    }
    response.setStatus(status.value());
    return page(id, viewer, until, reason, message, model);
  }

  private String page(
      String id, Viewer viewer, String until, String reason, String message, Model model) {
    model.addAttribute("move", moves.get(id, viewer));
    model.addAttribute("due", retention.due(id).orElse(null));
    model.addAttribute("until", until);
    model.addAttribute("reason", reason);
    model.addAttribute("message", message);
    return "leitstand/aufbewahrung";
  }

  /** Null if it is no day; the service says what to do. */
  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static Viewer deciding(Authentication authentication) {
    Viewer viewer = Viewer.of(authentication);
    if (!viewer.mayDecide()) {
      throw new Forbidden(
          "Nur die Gruppen technik und betreiber dürfen Fristen verlängern; bitte wenden Sie sich an"
              + " Ihre Technik.");
    }
    return viewer;
  }
}
