package de.asvumzug.web.plan;

import de.asvumzug.host.Sleeper;
import de.asvumzug.plan.intake.PlanRejected;
import de.asvumzug.web.command.NotPossibleNow;
import de.asvumzug.web.command.OptimisticLockRetry;
import de.asvumzug.web.command.WindowService;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.move.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which the window of a move that waits for it is moved. */
@Controller
@RequestMapping("/umzuege/{id}/fenster")
class WindowController extends PlanningPages {
  private final Moves moves;
  private final PlanDrafts drafts;
  private final WindowService windows;
  private final OptimisticLockRetry again = new OptimisticLockRetry(Sleeper.REAL);

  WindowController(Moves moves, PlanDrafts drafts, WindowService windows) {
    this.moves = moves;
    this.drafts = drafts;
    this.windows = windows;
  }

  @GetMapping
  String ask(@PathVariable String id, Authentication authentication, Model model) {
    return page(
        id,
        planning(authentication, "ein Umzugsfenster verschieben"),
        PlanForm.of(Map.of()),
        "",
        FormFindings.none(),
        model);
  }

  @PostMapping
  String move(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String reason,
      HttpServletRequest request,
      Authentication authentication,
      HttpServletResponse response,
      Model model) {
    Viewer viewer = planning(authentication, "ein Umzugsfenster verschieben");
    moves.get(id, viewer);
    PlanForm form = PlanForm.sent(request.getParameterMap());
    if (!windows.obstacle(id).isEmpty()) {
      response.setStatus(HttpStatus.CONFLICT.value());
      return page(id, viewer, form, reason, FormFindings.none(), model);
    }
    try {
      again.untilItWins(() -> windows.move(id, drafts.draft(form), reason, viewer.user()));
      return "redirect:/umzuege/" + id;
    } catch (PlanRejected e) {
      response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
      return page(id, viewer, form, reason, FormFindings.of(e.errors()), model);
    } catch (NotPossibleNow e) {
      response.setStatus(HttpStatus.CONFLICT.value());
      return page(id, viewer, form, reason, FormFindings.none(), model);
    }
  }

  private String page(
      String id, Viewer viewer, PlanForm form, String reason, FormFindings findings, Model model) {
    model.addAttribute("move", moves.get(id, viewer));
    model.addAttribute("obstacle", windows.obstacle(id));
    model.addAttribute("reason", reason);
    model.addAttribute("page", new FormPage(form, findings, List.of(), Map.of(), false, false));
    return "leitstand/fenster";
  }
}
