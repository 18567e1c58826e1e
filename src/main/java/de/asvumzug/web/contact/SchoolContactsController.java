package de.asvumzug.web.contact;

import de.asvumzug.web.command.Forbidden;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.move.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which a school changes its own people, and sees no others. */
@Controller
@RequestMapping("/schule/kontakte/{id}")
class SchoolContactsController extends ContactPages {
  private final Moves moves;

  SchoolContactsController(Moves moves, ContactService service, ContactRows rows) {
    super(service, rows, "schule-kontakte");
    this.moves = moves;
  }

  @GetMapping
  String show(
      @PathVariable String id,
      @RequestParam(name = "wer", defaultValue = "") String chosen,
      @RequestParam(name = "getan", defaultValue = "") String done,
      Authentication authentication,
      Model model) {
    Viewer viewer = Viewer.of(authentication);
    return viewer.staff() ? "redirect:/" : shown(moves.get(id, viewer), chosen, done, model);
  }

  @PostMapping
  String act(
      @PathVariable String id,
      @RequestParam(name = "wer", defaultValue = "") String chosen,
      @RequestParam(name = "tun", defaultValue = "") String act,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String mail,
      @RequestParam(defaultValue = "") String phone,
      @RequestParam(name = "bisher", defaultValue = "") String before,
      Authentication authentication,
      HttpServletResponse response,
      Model model) {
    Viewer viewer = Viewer.of(authentication);
    if (viewer.staff()) {
      throw new Forbidden(
          "Diese Seite ist für Schulen. Kontakte ändern Sie auf der Seite des Umzugs.");
    }
    TypedContact typed = new TypedContact(name, mail, phone, before);
    return acted(moves.get(id, viewer), chosen, act, typed, viewer, response, model);
  }

  @Override
  List<ContactRow> own(List<ContactRow> all) {
    return all.stream().filter(row -> row.place().school() != null).toList();
  }

  @Override
  String address(String id) {
    return "/schule/kontakte/" + id;
  }
}
