package de.asvumzug.web.leitstand;

import de.asvumzug.host.Sleeper;
import de.asvumzug.plan.intake.PlanRejected;
import de.asvumzug.trail.chain.KnownHead;
import de.asvumzug.web.command.Forbidden;
import de.asvumzug.web.command.MigrationService;
import de.asvumzug.web.command.NotPossibleNow;
import de.asvumzug.web.command.OptimisticLockRetry;
import de.asvumzug.web.move.MoveView;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.move.StepView;
import de.asvumzug.web.move.Viewer;
import de.asvumzug.web.trail.TrailSections;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The control pages of one move: the move in full, and its abort. All moves are the overview's;
 * tasks are in the Tasklist.
 */
@Controller
public class LeitstandController {
  private final Moves moves;
  private final MigrationService desk;
  private final MovePage page;
  private final TrailSections trails;
  private final OptimisticLockRetry again = new OptimisticLockRetry(Sleeper.REAL);

  LeitstandController(Moves moves, MigrationService desk, MovePage page, TrailSections trails) {
    this.moves = moves;
    this.desk = desk;
    this.page = page;
    this.trails = trails;
  }

  @GetMapping("/umzuege/{id}")
  String one(
      @PathVariable String id,
      @RequestParam(name = "vergleich", required = false) String comparing,
      @RequestParam(name = "zeile", required = false) Long line,
      @RequestParam(name = "pruefsumme", required = false) String hash,
      @RequestParam Map<String, String> parameters,
      Authentication authentication,
      Model model) {
    Viewer viewer = Viewer.of(authentication);
    MoveView move = moves.get(id, viewer);
    KnownHead known = line == null || hash == null ? null : new KnownHead(line, hash);
    Instant now = Instant.now();
    model.addAttribute("now", now);
    model.addAttribute("move", move);
    List<StepView> steps = moves.steps(id, viewer);
    model.addAttribute("steps", steps.stream().filter(StepView::work).toList());
    model.addAllAttributes(page.parts(move, steps, now));
    model.addAttribute("head", moves.head(move, steps, viewer));
    model.addAttribute("answers", moves.answers(id, viewer).orElse(null));
    model.addAttribute("trail", trails.of(move, parameters, viewer));
    model.addAttribute("verification", moves.verification(id, known, viewer));
    model.addAttribute("known", known);
    model.addAttribute("comparing", comparing != null);
    // The page does not renew itself while somebody types a head.
    model.addAttribute("live", comparing == null && !move.status().state().over());
    model.addAttribute("mayPlan", viewer.mayDecide());
    model.addAttribute("mayAbort", viewer.mayDecide() && !move.status().state().over());
    return "leitstand/umzug";
  }

  /** A page of its own, that does not renew itself while somebody writes. */
  @GetMapping("/umzuege/{id}/abbruch")
  String askAbort(@PathVariable String id, Authentication authentication, Model model) {
    return abortPage(id, deciding(authentication), "", null, model);
  }

  @PostMapping("/umzuege/{id}/abbruch")
  String abort(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "false") boolean confirmed,
      Authentication authentication,
      HttpServletResponse response,
      Model model) {
    Viewer viewer = deciding(authentication);
    moves.get(id, viewer);
    if (!confirmed) {
      response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
      return abortPage(id, viewer, reason, "Bitte bestätigen Sie, dass abgebrochen wird.", model);
    }
    try {
      again.untilItWins(() -> desk.abort(id, reason, viewer.user()));
      return "redirect:/umzuege/" + id;
    } catch (PlanRejected e) {
      response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
      String why = "Der Grund " + e.errors().get(0).message();
      return abortPage(id, viewer, reason, why, model);
    } catch (NotPossibleNow e) {
      response.setStatus(HttpStatus.CONFLICT.value());
      return abortPage(id, viewer, reason, e.getMessage(), model);
    }
  }

  private String abortPage(String id, Viewer viewer, String reason, String message, Model model) {
    model.addAttribute("move", moves.get(id, viewer));
    model.addAttribute("reason", reason);
    model.addAttribute("message", message);
    return "leitstand/abbruch";
  }

  private static Viewer deciding(Authentication authentication) {
    Viewer viewer = Viewer.of(authentication);
    if (!viewer.mayDecide()) {
      throw new Forbidden(
          "Nur die Gruppen technik und betreiber dürfen Umzüge abbrechen; bitte wenden Sie sich an"
              + " Ihre Technik.");
    }
    return viewer;
  }
}
