package de.asvumzug.web.contact;

import de.asvumzug.notify.address.AddressChecks;
import de.asvumzug.notify.address.AddressChecks.Check;
import de.asvumzug.notify.address.AddressConfirmation;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Where the link of a mail leads; nobody logs in. Programs that look at the links of a mail only
 * see the button: an address is confirmed by whoever presses it.
 */
@Controller
@RequestMapping(AddressChecks.PATH + "{token}")
class AddressController {
  private final AddressChecks checks;
  private final AddressConfirmation confirmation;

  AddressController(AddressChecks checks, AddressConfirmation confirmation) {
    this.checks = checks;
    this.confirmation = confirmation;
  }

  @GetMapping
  String ask(@PathVariable String token, HttpServletResponse response, Model model) {
    return page(checks.find(token), false, response, model);
  }

  @PostMapping
  String confirm(@PathVariable String token, HttpServletResponse response, Model model) {
    return page(confirmation.confirm(token), true, response, model);
  }

  private static String page(
      Optional<Check> check, boolean confirmed, HttpServletResponse response, Model model) {
    if (check.isEmpty()) {
      response.setStatus(HttpStatus.NOT_FOUND.value());
    }
    model.addAttribute("check", check.orElse(null));
    model.addAttribute(
        "confirmed", confirmed || check.map(one -> one.confirmedAt() != null).orElse(false));
    return "adresse";
  }
}
