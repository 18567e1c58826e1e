package de.asvumzug.web.school;

import de.asvumzug.web.move.Viewer;
import java.time.Instant;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** A school's own page: what is going on, whether it may work, and what it has to do. */
@Controller
class SchoolPageController {
  static final String PATH = "/schule";

  private final SchoolMoves moves;

  SchoolPageController(SchoolMoves moves) {
    this.moves = moves;
  }

  @GetMapping(PATH)
  String own(Authentication authentication, Model model) {
    Viewer viewer = Viewer.of(authentication);
    if (viewer.staff()) {
      return "redirect:/";
    }
    Instant now = Instant.now();
    List<SchoolMove> own = moves.of(viewer, now);
    model.addAttribute("now", now);
    model.addAttribute("moves", own);
    model.addAttribute("live", true);
    return "schule";
  }
}
