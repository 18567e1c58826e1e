package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import de.asvumzug.plan.Migrations;
import de.asvumzug.support.Accessibility;
import de.asvumzug.support.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every page of ours as axe sees it, narrow and wide, light and dark; pictures are kept. */
class AccessibilityIT extends DoorsTestBase {
  private static final String MOVE = "U-2026-0205";
  private static final List<Integer> WIDTHS = List.of(1280, 320);

  @Autowired private Migrations migrations;

  /**
   * What somebody sees.
   *
   * @param user empty for nobody
   * @param status what the page is answered with
   */
  record Seen(String user, String name, String path, int status) {
    Seen(String user, String name, String path) {
      this(user, name, path, 200);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Seen> pages() {
    return List.of(
        new Seen("", "anmeldung", "/login"),
        new Seen("", "anmeldung-fehler", "/login?fehler"),
        new Seen("technik", "umzuege", "/"),
        new Seen("technik", "umzug", "/umzuege/" + MOVE),
        new Seen("technik", "umzug-vergleich", "/umzuege/" + MOVE + "?vergleich=ja"),
        new Seen("technik", "abbruch", "/umzuege/" + MOVE + "/abbruch"),
        new Seen("technik", "aufbewahrung", "/umzuege/" + MOVE + "/aufbewahrung"),
        new Seen("technik", "neuer-umzug", "/umzuege/neu"),
        new Seen("technik", "fenster", "/umzuege/" + MOVE + "/fenster"),
        new Seen("technik", "beginn", "/umzuege/" + MOVE + "/beginn"),
        new Seen("technik", "unbekannt", "/umzuege/U-2026-9999", 404),
        new Seen("technik", "ausgabe", "/umzuege/" + MOVE + "/ausgabe"),
        new Seen("technik", "kennwort", "/kennwort"),
        new Seen("technik", "kontakte", "/umzuege/" + MOVE + "/kontakte"),
        new Seen("technik", "kalender", "/kalender"),
        new Seen("technik", "mailvorschau", "/vorschau"),
        new Seen("technik", "fehler", "/gibt-es-nicht", 404),
        new Seen("itm", "sicherheit", "/sicherheit"),
        new Seen("schule-0001", "schule", "/schule"),
        new Seen("schule-0001", "schule-kalender", "/kalender"),
        new Seen("schule-0001", "schule-kontakte", "/schule/kontakte/" + MOVE),
        new Seen("", "adresse", "/adresse/gibt-es-nicht", 404));
  }

  @BeforeEach
  void a_move_with_open_tasks() {
    if (migrations.find(MOVE).isEmpty()) {
      migrations.insert(TwoMoves.soon(MOVE), "technik");
    }
    engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "doors", MOVE, Map.of("migrationId", MOVE, "schools", List.of("0001", "0003")));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void a_page_can_be_used_by_everybody(Seen seen) {
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = seen.user().isEmpty() ? browser.window() : browser.logIn(seen.user(), PASSWORD);
      for (int width : WIDTHS) {
        page.setViewportSize(width, 900);
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
          page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
          String name = seen.name() + "-" + width + "-" + colours.name().toLowerCase(Locale.ROOT);
          assertThat(page.navigate(seen.path()).status()).as(name).isEqualTo(seen.status());
          page.waitForLoadState(LoadState.LOAD);
          if (page.locator(".diagramm").count() > 0) {
            page.locator(".zeichnung [data-element-id=prepare]").waitFor();
          }
          Browser.keep(page, name);
          Accessibility.check(page, name);
          assertThat(width(page))
              .as(name + " without scrolling sideways")
              .isLessThanOrEqualTo(width);
        }
      }
    }
  }

  /** Nobody can mend it here; people must be able to read what it is and what to do instead. */
  @Test
  void what_the_tasklist_itself_breaks_is_listed() throws Exception {
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("schule-0001", PASSWORD);
      Browser.openTasklist(page);
      page.locator("ol.tasks-list > li").first().click();
      page.locator("[data-asv-briefing][data-asv-ready]").waitFor();

      assertThat(listed()).containsAll(Accessibility.broken(page));
    }
  }

  private static List<String> listed() throws IOException {
    return Files.readAllLines(Path.of("docs", "accessibility.md")).stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(3, line.indexOf('`', 3)))
        .toList();
  }

  private static int width(Page page) {
    return ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
  }
}
