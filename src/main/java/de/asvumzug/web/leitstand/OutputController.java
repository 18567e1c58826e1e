package de.asvumzug.web.leitstand;

import de.asvumzug.step.output.RunningOutput;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.move.Viewer;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The part of a move's page that shows what its running steps print. */
@Controller
class OutputController {
  static final String PATH = "/umzuege/{id}/ausgabe";

  private final Moves moves;
  private final RunningOutput output;

  OutputController(Moves moves, RunningOutput output) {
    this.moves = moves;
    this.output = output;
  }

  @GetMapping(PATH)
  String running(@PathVariable String id, Authentication authentication, Model model) {
    moves.get(id, Viewer.of(authentication));
    model.addAttribute("outputs", output.of(id));
    return "leitstand/ausgabe";
  }
}
