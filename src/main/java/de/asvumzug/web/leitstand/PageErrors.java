package de.asvumzug.web.leitstand;

import de.asvumzug.plan.UnknownMigration;
import de.asvumzug.web.command.Forbidden;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What a page of a move says instead of itself; comes before what programs are answered. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@ControllerAdvice(
    assignableTypes = {
      LeitstandController.class,
      OutputController.class,
      RetentionController.class
    })
public class PageErrors {
  private static final String PAGE = "leitstand/unbekannt";

  @ExceptionHandler(Forbidden.class)
  @ResponseStatus(HttpStatus.FORBIDDEN)
  String forbidden(Forbidden error, Model model) {
    model.addAttribute("message", error.getMessage());
    return PAGE;
  }

  @ExceptionHandler(UnknownMigration.class)
  @ResponseStatus(HttpStatus.NOT_FOUND)
  String unknown(UnknownMigration error, Model model) {
    model.addAttribute("message", error.getMessage());
    return PAGE;
  }
}
