package de.asvumzug.web.calendar;

import de.asvumzug.notify.MailSettings;
import de.asvumzug.notify.calendar.TaskWishes;
import de.asvumzug.web.move.Viewer;
import java.time.Instant;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which everybody gets, renews and withdraws the address of their own calendar. */
@Controller
@RequestMapping("/kalender")
class CalendarPageController {
  private static final String AGAIN = "redirect:/kalender";

  private final Subscriptions subscriptions;
  private final TaskWishes wishes;
  private final MailSettings settings;

  /** A school of the viewer, and whether it wants its tasks as entries. */
  record School(String number, boolean wanted) {}

  CalendarPageController(Subscriptions subscriptions, TaskWishes wishes, MailSettings settings) {
    this.subscriptions = subscriptions;
    this.wishes = wishes;
    this.settings = settings;
  }

  @GetMapping
  String page(Authentication authentication, Model model) {
    return page(Viewer.of(authentication), null, model);
  }

  /** The address is shown this once; we do not know it any more afterwards. */
  @PostMapping
  String renew(Authentication authentication, Model model) {
    Viewer viewer = Viewer.of(authentication);
    String token = subscriptions.renew(viewer.user(), Instant.now());
    return page(viewer, settings.baseUrl() + "/kalender/" + token + ".ics", model);
  }

  @PostMapping("/ende")
  String end(Authentication authentication) {
    subscriptions.end(Viewer.of(authentication).user());
    return AGAIN;
  }

  /** Another school's number changes nothing. */
  @PostMapping("/aufgaben")
  String tasks(
      @RequestParam(defaultValue = "") String school,
      @RequestParam(defaultValue = "false") boolean wanted,
      Authentication authentication) {
    Viewer viewer = Viewer.of(authentication);
    if (numbers(viewer).contains(school)) {
      wishes.set(school, wanted, viewer.user(), Instant.now());
    }
    return AGAIN;
  }

  private String page(Viewer viewer, String fresh, Model model) {
    model.addAttribute("staff", viewer.staff());
    model.addAttribute("fresh", fresh);
    model.addAttribute(
        "since", subscriptions.of(viewer.user()).map(Subscription::madeAt).orElse(null));
    model.addAttribute(
        "schools",
        numbers(viewer).stream().map(one -> new School(one, wishes.wants(one))).toList());
    return "leitstand/kalender";
  }

  private static List<String> numbers(Viewer viewer) {
    return viewer.schoolGroups().stream().map(SubscribedCalendar::number).toList();
  }
}
