package de.asvumzug.web.overview;

import de.asvumzug.plan.Window;
import de.asvumzug.step.TaskRouting;
import de.asvumzug.web.move.MoveStatus;
import java.time.Instant;
import java.util.List;

/**
 * What the overview knows of one move.
 *
 * @param revision of the plan that it was made of
 * @param schools number and name of each
 * @param turn who has been waited for longest; null if nobody is
 * @param turns how many are waited for or at work
 * @param site name of the site whose worker carries the steps out, or {@code zentrale}
 * @param technician as the plan names them; empty if it does not
 */
public record MoveOverview(
    String id,
    int revision,
    String title,
    List<String> schools,
    MoveStatus status,
    OverviewTurn turn,
    int turns,
    Window window,
    String site,
    String technician) {

  public MoveOverview {
    schools = List.copyOf(schools);
  }

  /**
   * @param whom German, e.g. {@code Technik}
   * @param what German name of the step
   */
  public record OverviewTurn(String whom, String what, Instant since) {}

  public OverviewMark mark() {
    return OverviewMark.of(status);
  }

  /** The first two, and how many more; empty if there is none. */
  public String schoolsInShort() {
    String first = String.join(", ", schools.subList(0, Math.min(2, schools.size())));
    return schools.size() > 2 ? first + " und " + (schools.size() - 2) + " weitere" : first;
  }

  /** German. */
  public String siteName() {
    return siteName(site);
  }

  static String siteName(String site) {
    return site.equals(TaskRouting.CENTRE) ? "Zentrale" : site;
  }

  /** Whether anything can still happen: an aborted move may have a task yet. */
  boolean open() {
    return !status.state().over() || turns > 0;
  }

  /** Within the same urgency: the next window first; of what is over, what ended last. */
  long sortKey() {
    return status.state().over() && status.endedAt() != null
        ? -status.endedAt().getEpochSecond()
        : window.start().getEpochSecond();
  }
}
