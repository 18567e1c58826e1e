package de.asvumzug.web.plan;

import de.asvumzug.plan.UnknownMigration;
import de.asvumzug.plan.intake.PlanUnreadable;
import de.asvumzug.web.command.Forbidden;
import de.asvumzug.web.move.Viewer;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What all pages have in common that only those see who plan moves. */
abstract class PlanningPages {

  /**
   * @param act German, what the page is for, e.g. {@code Umzüge planen}
   * @throws Forbidden for everybody else
   */
  static Viewer planning(Authentication authentication, String act) {
    Viewer viewer = Viewer.of(authentication);
    if (!viewer.mayDecide()) {
      throw new Forbidden(
          "Nur die Gruppen technik und betreiber dürfen %s; bitte wenden Sie sich an Ihre Technik."
              .formatted(act));
    }
    return viewer;
  }

  @ExceptionHandler(Forbidden.class)
  @ResponseStatus(HttpStatus.FORBIDDEN)
  String forbidden(Forbidden error, Model model) {
    return nothing(error, model);
  }

  @ExceptionHandler(UnknownMigration.class)
  @ResponseStatus(HttpStatus.NOT_FOUND)
  String unknown(UnknownMigration error, Model model) {
    return nothing(error, model);
  }

  /** Only a page that is not ours sends such a plan. */
  @ExceptionHandler(PlanUnreadable.class)
  @ResponseStatus(HttpStatus.UNPROCESSABLE_ENTITY)
  String unreadable(PlanUnreadable error, Model model) {
    return nothing(error, model);
  }

  private static String nothing(RuntimeException error, Model model) {
    model.addAttribute("message", error.getMessage());
    return "leitstand/unbekannt";
  }
}
