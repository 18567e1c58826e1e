package de.asvumzug.web;

import de.asvumzug.plan.UnknownMigration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The control pages: all moves, and one move in full. Pages only show; tasks are in the Tasklist.
 */
@Controller
class LeitstandController {
  private final Moves moves;

  LeitstandController(Moves moves) {
    this.moves = moves;
  }

  @GetMapping("/")
  String all(Authentication authentication, Model model) {
    List<MoveView> visible = moves.list(Viewer.of(authentication));
    model.addAttribute("moves", visible);
    model.addAttribute("live", visible.stream().anyMatch(move -> !move.status().state().over()));
    return "leitstand/liste";
  }

  @GetMapping("/umzuege/{id}")
  String one(@PathVariable String id, Authentication authentication, Model model) {
    Viewer viewer = Viewer.of(authentication);
    MoveView move = moves.get(id, viewer);
    model.addAttribute("move", move);
    model.addAttribute("steps", moves.steps(id, viewer).stream().filter(StepView::work).toList());
    model.addAttribute("trail", moves.trail(id, viewer));
    model.addAttribute("verification", moves.verification(id, viewer));
    model.addAttribute("live", !move.status().state().over());
    return "leitstand/umzug";
  }

  @ExceptionHandler(UnknownMigration.class)
  @ResponseStatus(HttpStatus.NOT_FOUND)
  String unknown(UnknownMigration error, Model model) {
    model.addAttribute("message", error.getMessage());
    return "leitstand/unbekannt";
  }
}
