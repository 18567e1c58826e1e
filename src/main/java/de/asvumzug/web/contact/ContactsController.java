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

/** The page on which technik and betreiber change who has to do with a move. */
@Controller
@RequestMapping("/umzuege/{id}/kontakte")
class ContactsController extends ContactPages {
  private final Moves moves;

  ContactsController(Moves moves, ContactService service, ContactRows rows) {
    super(service, rows, "leitstand/kontakte");
    this.moves = moves;
  }

  @GetMapping
  String show(
      @PathVariable String id,
      @RequestParam(name = "wer", defaultValue = "") String chosen,
      @RequestParam(name = "getan", defaultValue = "") String done,
      Authentication authentication,
      Model model) {
    return shown(moves.get(id, planning(authentication)), chosen, done, model);
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
    Viewer viewer = planning(authentication);
    TypedContact typed = new TypedContact(name, mail, phone, before);
    return acted(moves.get(id, viewer), chosen, act, typed, viewer, response, model);
  }

  @Override
  List<ContactRow> own(List<ContactRow> all) {
    return all;
  }

  @Override
  String address(String id) {
    return "/umzuege/" + id + "/kontakte";
  }

  private static Viewer planning(Authentication authentication) {
    Viewer viewer = Viewer.of(authentication);
    if (!viewer.mayDecide()) {
      throw new Forbidden(
          "Nur die Gruppen technik und betreiber dürfen Kontakte ändern; bitte wenden Sie sich an"
              + " Ihre Technik.");
    }
    return viewer;
  }
}
