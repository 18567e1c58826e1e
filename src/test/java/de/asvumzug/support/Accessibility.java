package de.asvumzug.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks at a page as axe does: WCAG 2.1, levels A and AA. */
public final class Accessibility {
  private static final List<String> LEVELS =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice");

  private Accessibility() {}

  /** Fails with every finding, the rule and the element. */
  public static void check(Page page, String name) {
    assertThat(findings(new AxeBuilder(page).withTags(LEVELS))).as(name).isEmpty();
  }

  /** As {@link #check}, only inside an element: what is around it is not ours. */
  public static void checkInside(Page page, String selector, String name) {
    // Headings, landmarks and the page's title are those of the page around it.
    AxeBuilder axe = new AxeBuilder(page).withTags(LEVELS.subList(0, 4)).include(selector);
    assertThat(findings(axe)).as(name).isEmpty();
  }

  /** Ids of the rules of WCAG 2.1, A and AA, that a page breaks. */
  public static Set<String> broken(Page page) {
    return new AxeBuilder(page)
        .withTags(LEVELS.subList(0, 4)).analyze().getViolations().stream()
            .map(Rule::getId)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> findings(AxeBuilder axe) {
    return axe.analyze().getViolations().stream().map(Accessibility::words).toList();
  }

  private static String words(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getHelp()
        + "\n  "
        + rule.getNodes().stream()
            .limit(5)
            .map(node -> node.getHtml() + " → " + node.getFailureSummary())
            .collect(Collectors.joining("\n  "));
  }
}
