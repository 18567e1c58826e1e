package de.asvumzug.web.leitstand;

import de.asvumzug.web.move.TaskPlaces;
import de.asvumzug.web.move.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Where a mail's link to a task leads. The Tasklist names its task behind a {@code #}, which a
 * log-in forgets; this address survives it. It also tells that a task is done. A school is led to
 * its own page.
 */
@Controller
class TaskLinkController {
  static final String PATH = "/aufgaben/{task}";

  private static final String TASKLIST = "redirect:/camunda/app/tasklist/default/#/?task=";

  private static final String SCHOOL = "redirect:/schule/aufgaben/";

  private final TaskPlaces places;

  TaskLinkController(TaskPlaces places) {
    this.places = places;
  }

  @GetMapping(PATH)
  String open(
      @PathVariable String task,
      Authentication authentication,
      HttpServletResponse response,
      Model model) {
    Viewer viewer = Viewer.of(authentication);
    if (places.waits(task, viewer)) {
      return viewer.staff() ? TASKLIST + task : SCHOOL + task;
    }
    if (places.waitedForSchool(task, viewer)) {
      return SCHOOL + task; // says who answered what
    }
    response.setStatus(HttpStatus.NOT_FOUND.value());
    model.addAttribute("title", "Die Aufgabe ist nicht mehr offen");
    model.addAttribute(
        "message",
        "Jemand hat sie erledigt, sie wurde zurückgezogen, oder sie gehört nicht zu Ihren Aufgaben."
            + " Sie brauchen dafür nichts zu tun.");
    return "leitstand/unbekannt";
  }
}
