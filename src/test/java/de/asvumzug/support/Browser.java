package de.asvumzug.support;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Debian's Chromium, driven by Playwright, with a German window. Pages of one {@link Browser} are
 * different people: each has its own cookies.
 */
public final class Browser implements AutoCloseable {
  private static final Path CHROMIUM =
      Path.of(System.getProperty("asv.test.chromium", "/usr/bin/chromium"));
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-dev-shm-usage",
          "--disable-gpu",
          "--disable-extensions",
          "--disable-background-networking",
          "--disable-component-update",
          "--no-first-run",
          "--lang=de-DE",
          "--accept-lang=de-DE");

  /** A busy computer takes its time to draw a page. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Playwright playwright = Playwright.create();
  private final com.microsoft.playwright.Browser browser;
  private final String address;

  /**
   * @param address of the application, e.g. {@code http://localhost:8080}
   */
  public Browser(String address) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    this.address = address;
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(FLAGS)
                    .setHeadless(true));
  }

  /** A new window of nobody yet. */
  public Page window() {
    return window("de-DE", "Europe/Berlin");
  }

  private Page window(String language, String zone) {
    BrowserContext context =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setLocale(language)
                .setTimezoneId(zone)
                .setBaseURL(address)
                .setViewportSize(1440, 1000));
    context.setDefaultTimeout(PATIENCE.toMillis());
    return context.newPage();
  }

  /** A window in which a person has logged in at our page; shows where that leads. */
  public Page logIn(String user, String password) {
    return logIn(window(), user, password);
  }

  /** As {@link #logIn(String, String)}, on a computer that is set to another time zone. */
  public Page logInFrom(String zone, String user, String password) {
    return logIn(window("de-DE", zone), user, password);
  }

  /** As {@link #logIn(String, String)}, with a browser that asks for another language. */
  public Page logInSpeaking(String language, String user, String password) {
    return logIn(window(language, "Europe/Berlin"), user, password);
  }

  private static Page logIn(Page page, String user, String password) {
    page.navigate("/login");
    page.getByLabel("Anmeldename").fill(user);
    page.getByLabel("Kennwort").fill(password);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Anmelden")).click();
    // Whoever goes elsewhere before the answer is there takes the log-in back.
    page.waitForURL(url -> !url.endsWith("/login"));
    return page;
  }

  /** Opens the Tasklist at the list of the person's groups. */
  public static void openTasklist(Page page) {
    page.navigate("/camunda/app/tasklist/default/");
    page.locator("ol.tasks-list").waitFor();
  }

  /** Opens a task of the list by its name, takes it over, and waits for form and briefing. */
  public static void takeTask(Page page, String name) {
    page.locator("ol.tasks-list > li", new Page.LocatorOptions().setHasText(name)).first().click();
    page.getByText("Diese Aufgabe übernehmen").click();
    page.locator("[data-asv-briefing][data-asv-ready]").waitFor();
    page.locator(".disabled-form")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
  }

  /** The button below the form. */
  public static Locator completeButton(Page page) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Abschließen").setExact(true));
  }

  /** Keeps what is seen under {@code target/screenshots}. */
  public static void keep(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "screenshots", name + ".png"))
            .setFullPage(true));
  }

  /** As {@link #keep}, only what fits into the window. */
  public static void keepWindow(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
  }

  /** Closes every window; whoever logs in next is nobody yet. */
  public void closeWindows() {
    browser.contexts().forEach(BrowserContext::close);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
