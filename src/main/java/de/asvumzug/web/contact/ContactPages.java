package de.asvumzug.web.contact;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.UnknownMigration;
import de.asvumzug.plan.intake.FieldError;
import de.asvumzug.plan.intake.PlanRejected;
import de.asvumzug.web.command.Forbidden;
import de.asvumzug.web.command.NotPossibleNow;
import de.asvumzug.web.move.MoveView;
import de.asvumzug.web.move.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What the staff's page of contacts and a school's have in common. */
abstract class ContactPages {
  private final ContactService service;
  private final ContactRows rows;
  private final String template;

  ContactPages(ContactService service, ContactRows rows, String template) {
    this.service = service;
    this.rows = rows;
    this.template = template;
  }

  /** The places that the viewer may change, of the plan as he may see it. */
  abstract List<ContactRow> own(List<ContactRow> all);

  /** Where the page is, for its forms and links. */
  abstract String address(String id);

  /**
   * @param chosen key of the place whose fields are shown; another text shows none
   */
  String shown(MoveView move, String chosen, String done, Model model) {
    List<ContactRow> all = own(rows.of(move.plan()));
    all.stream()
        .filter(row -> row.key().equals(chosen))
        .findFirst()
        .ifPresent(row -> edit(row, TypedContact.of(row), Map.of(), model));
    model.addAttribute("done", done);
    return page(move, all, model);
  }

  /**
   * @param act {@code testmail}, or anything else to store what is typed
   */
  String acted(
      MoveView move,
      String chosen,
      String act,
      TypedContact typed,
      Viewer viewer,
      HttpServletResponse response,
      Model model) {
    List<ContactRow> all = own(rows.of(move.plan()));
    ContactRow row = all.stream().filter(one -> one.key().equals(chosen)).findFirst().orElse(null);
    if (row == null) {
      response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
      model.addAttribute("message", "Bitte wählen Sie aus der Liste, wen Sie ändern wollen.");
      return page(move, all, model);
    }
    try {
      if (act.equals("testmail")) {
        service.sendTest(move.id(), row.place());
      } else {
        service.change(move.id(), row.place(), typed, viewer.user());
      }
      return "redirect:"
          + address(move.id())
          + (act.equals("testmail") ? "?getan=testmail" : "?getan=gespeichert");
    } catch (PlanRejected e) {
      response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
      edit(row, typed, messages(e.errors()), model);
      model.addAttribute("message", "Es wurde nichts gespeichert. Bitte berichtigen Sie:");
      return page(move, all, model);
    } catch (NotPossibleNow e) {
      response.setStatus(HttpStatus.CONFLICT.value());
      // What was typed stays; sent once more, it replaces what stands there now.
      edit(row, typed.over(row), Map.of(), model);
      model.addAttribute("message", e.getMessage());
      return page(move, all, model);
    }
  }

  private String page(MoveView move, List<ContactRow> all, Model model) {
    Migration plan = move.plan();
    model.addAttribute("move", move);
    model.addAttribute("address", address(move.id()));
    model.addAttribute("staff", all.stream().filter(row -> row.place().school() == null).toList());
    model.addAttribute(
        "bySchool",
        all.stream()
            .filter(row -> row.place().school() != null)
            .collect(Collectors.groupingBy(row -> row.place().school())));
    model.addAttribute("schools", plan.schools());
    return template;
  }

  private static void edit(
      ContactRow row, TypedContact typed, Map<String, String> errors, Model model) {
    model.addAttribute("row", row);
    model.addAttribute("typed", typed);
    model.addAttribute("errors", errors);
  }

  private static Map<String, String> messages(List<FieldError> errors) {
    return errors.stream()
        .collect(
            Collectors.toMap(
                FieldError::field,
                error ->
                    Character.toUpperCase(error.message().charAt(0)) + error.message().substring(1),
                (one, other) -> one));
  }

  @ExceptionHandler(Forbidden.class)
  @ResponseStatus(HttpStatus.FORBIDDEN)
  String forbidden(Forbidden error, Model model) {
    model.addAttribute("message", error.getMessage());
    return "leitstand/unbekannt";
  }

  @ExceptionHandler(UnknownMigration.class)
  @ResponseStatus(HttpStatus.NOT_FOUND)
  String unknown(UnknownMigration error, Model model) {
    model.addAttribute("message", error.getMessage());
    return "leitstand/unbekannt";
  }
}
