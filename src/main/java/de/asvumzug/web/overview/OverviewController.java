package de.asvumzug.web.overview;

import de.asvumzug.security.account.Groups;
import de.asvumzug.step.attempt.NodeClock;
import de.asvumzug.trail.TrailBookMonitor;
import de.asvumzug.web.move.Viewer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first page of the Leitstand: all moves. It asks neither the engine nor any trail. */
@Controller
public class OverviewController {
  private final Overviews overviews;
  private final TrailBookMonitor book;
  private final NodeClock clocks;

  OverviewController(Overviews overviews, TrailBookMonitor book, NodeClock clocks) {
    this.overviews = overviews;
    this.book = book;
    this.clocks = clocks;
  }

  @GetMapping("/")
  String all(
      @RequestParam Map<String, String> parameters, Authentication authentication, Model model) {
    Viewer viewer = Viewer.of(authentication);
    Instant now = Instant.now();
    OverviewPage page = overviews.page(OverviewForm.of(parameters), viewer, now);
    List<String> warnings = new ArrayList<>(viewer.staff() ? book.warnings(now) : List.of());
    warnings.addAll(clocks.warnings());
    warnings.addAll(page.warnings());
    model.addAttribute("page", page);
    model.addAttribute("mayPlan", viewer.mayDecide());
    model.addAttribute("mayPreview", viewer.groups().contains(Groups.TECHNIK));
    model.addAttribute("warnings", warnings);
    model.addAttribute("now", now);
    model.addAttribute("live", true);
    return "leitstand/liste";
  }
}
