package de.asvumzug.web.plan;

import de.asvumzug.host.Sleeper;
import de.asvumzug.plan.intake.PlanRejected;
import de.asvumzug.web.command.EarlyStartService;
import de.asvumzug.web.command.NotPossibleNow;
import de.asvumzug.web.command.OptimisticLockRetry;
import de.asvumzug.web.command.WindowService;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.move.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which two persons let a waiting move begin at once. */
@Controller
@RequestMapping("/umzuege/{id}/beginn")
class EarlyStartController extends PlanningPages {
  private final Moves moves;
  private final EarlyStartService starts;
  private final WindowService windows;
  private final OptimisticLockRetry again = new OptimisticLockRetry(Sleeper.REAL);

  EarlyStartController(Moves moves, EarlyStartService starts, WindowService windows) {
    this.moves = moves;
    this.starts = starts;
    this.windows = windows;
  }

  @GetMapping
  String show(@PathVariable String id, Authentication authentication, Model model) {
    return page(
        id, planning(authentication, "einen Umzug sofort beginnen lassen"), "", null, model);
  }

  /**
   * @param wanted what is asked for: {@code verlangen}, {@code zustimmen} or {@code ablehnen}
   * @param told whether the schools know; without that nobody may ask
   */
  @PostMapping
  String act(
      @PathVariable String id,
      @RequestParam(name = "tun", defaultValue = "") String wanted,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "false") boolean told,
      Authentication authentication,
      HttpServletResponse response,
      Model model) {
    Viewer viewer = planning(authentication, "einen Umzug sofort beginnen lassen");
    moves.get(id, viewer);
    try {
      if (!windows.obstacle(id).isEmpty()) {
        throw new NotPossibleNow(windows.obstacle(id));
      }
      switch (wanted) {
        case "zustimmen" -> again.untilItWins(() -> starts.confirm(id, viewer.user()));
        case "ablehnen" -> again.untilItWins(() -> starts.refuse(id, viewer.user()));
        default -> ask(id, reason, told, viewer);
      }
      return "redirect:/umzuege/" + id + (wanted.equals("zustimmen") ? "" : "/beginn");
    } catch (PlanRejected e) {
      response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
      return page(id, viewer, reason, "Der Grund " + e.errors().get(0).message(), model);
    } catch (NotPossibleNow e) {
      response.setStatus(HttpStatus.CONFLICT.value());
      return page(id, viewer, reason, e.getMessage(), model);
    } catch (SchoolsNotTold e) {
      response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
      return page(id, viewer, reason, e.getMessage(), model);
    }
  }

  private void ask(String id, String reason, boolean told, Viewer viewer) {
    if (!told) {
      throw new SchoolsNotTold();
    }
    again.untilItWins(() -> starts.ask(id, reason, viewer.user()));
  }

  /** The schools have agreed to another time. */
  private static final class SchoolsNotTold extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SchoolsNotTold() {
      super("Bitte bestätigen Sie, dass alle Schulen Bescheid wissen; sonst beginnt nichts.");
    }
  }

  private String page(String id, Viewer viewer, String reason, String message, Model model) {
    model.addAttribute("move", moves.get(id, viewer));
    model.addAttribute("obstacle", windows.obstacle(id));
    model.addAttribute("request", starts.request(id).orElse(null));
    model.addAttribute(
        "own", starts.request(id).map(one -> one.by().equals(viewer.user())).orElse(false));
    model.addAttribute("reason", reason);
    model.addAttribute("message", message);
    return "leitstand/beginn";
  }
}
