package de.asvumzug.web.leitstand;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import de.asvumzug.support.Browser;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A page of the Leitstand renews itself, and says so when it no longer can. */
class RenewalTest {
  private static final long TWO_RENEWALS = 31_000;
  private static final String PAGE = "/umzuege/U-2026-0001";

  private static HttpServer server;
  private static Browser browser;
  private static volatile String shown;
  private static volatile boolean loggedIn;
  private Page page;

  @BeforeAll
  static void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    for (String script :
        List.of(
            "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js",
            "/static/leitstand/leitstand.js")) {
      String text = text(script);
      server.createContext(
          script.substring(script.lastIndexOf('/')), call -> answer(call, "text/javascript", text));
    }
    server.createContext("/login", call -> answer(call, "text/html", "<main>Anmelden</main>"));
    server.createContext(PAGE, RenewalTest::show);
    server.start();
    browser = new Browser("http://localhost:" + server.getAddress().getPort());
  }

  @AfterAll
  static void close() {
    browser.close();
    server.stop(0);
  }

  @AfterEach
  void closeWindow() {
    browser.closeWindows();
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = RenewalTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void show(HttpExchange call) throws IOException {
    if (!loggedIn) {
      call.getResponseHeaders().add("Location", "/login");
      call.sendResponseHeaders(302, -1);
      call.close();
      return;
    }
    answer(
        call,
        "text/html",
        """
        <!DOCTYPE html><html lang="de"><head><meta charset="utf-8">
        <script defer src="/htmx.min.js"></script><script defer src="/leitstand.js"></script></head>
        <body><main><div id="oben" data-teil data-meldung="%1$s"><p>Stand <time id="stand">%1$s</time></p>
        <details id="mehr"><summary>Mehr</summary>Näheres</details><input id="feld"></div>
        <p id="daneben" title="unberührt">Daneben %1$s</p></main>
        <div id="erneuerung" hx-get="" hx-select-oob="#oben" hx-trigger="erneuern" hx-swap="none"
             hx-headers='{"Accept":"text/html"}'></div>
        <p id="meldung" role="status"></p></body></html>
        """
            .formatted(shown));
  }

  private static void answer(HttpExchange call, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().add("Content-Type", type + "; charset=utf-8");
    call.sendResponseHeaders(200, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  @BeforeEach
  void show() {
    shown = "19:32:10";
    loggedIn = true;
    page = browser.window();
    page.clock().install();
    page.navigate(PAGE);
  }

  @Test
  void what_lies_beside_the_renewed_parts_stays_as_it_is() {
    shown = "19:32:40";
    page.clock().fastForward(TWO_RENEWALS);
    page.locator("#stand", new Page.LocatorOptions().setHasText("19:32:40")).waitFor();
    assertThat(page.locator("#daneben").textContent()).isEqualTo("Daneben 19:32:10");
  }

  @Test
  void what_somebody_opened_stays_open() {
    page.evaluate("() => { document.getElementById('mehr').open = true; }");
    shown = "19:32:40";
    page.clock().fastForward(TWO_RENEWALS);
    page.locator("#stand", new Page.LocatorOptions().setHasText("19:32:40")).waitFor();
    page.locator("#mehr[open]").waitFor();
  }

  @Test
  void what_is_new_is_said_once_and_politely() {
    shown = "19:32:40";
    page.clock().fastForward(TWO_RENEWALS);
    page.locator("#meldung", new Page.LocatorOptions().setHasText("19:32:40")).waitFor();
  }

  private Locator warning() {
    return page.locator("#veraltet[role=alert]");
  }

  @Test
  void a_renewed_page_shows_the_new_time_and_no_warning() {
    shown = "19:32:40";
    page.clock().fastForward(TWO_RENEWALS);
    page.locator("#stand", new Page.LocatorOptions().setHasText("19:32:40")).waitFor();
    assertThat(warning().count()).isZero();
  }

  @Test
  void a_page_whose_server_is_silent_says_what_time_it_shows() {
    page.context().setOffline(true);
    page.clock().fastForward(TWO_RENEWALS);
    assertThat(warning().textContent())
        .contains("Der Server antwortet nicht", "Stand von 19:32:10 Uhr");
  }

  @Test
  void the_warning_is_in_the_language_of_the_page() {
    page.evaluate(
        """
        () => Object.assign(document.getElementById("meldung").dataset,
            { wortStumm: "The server is silent.", wortStand: "This is how it was at {0}." })""");
    page.context().setOffline(true);
    page.clock().fastForward(TWO_RENEWALS);
    assertThat(warning().textContent())
        .isEqualTo("The server is silent. This is how it was at 19:32:10.");
  }

  @Test
  void the_warning_goes_when_the_server_answers_again() {
    page.context().setOffline(true);
    page.clock().fastForward(TWO_RENEWALS);
    warning().waitFor();
    page.context().setOffline(false);
    shown = "19:33:20";
    page.clock().fastForward(TWO_RENEWALS);
    page.locator("#stand", new Page.LocatorOptions().setHasText("19:33:20")).waitFor();
    page.clock().runFor(1_000);
    assertThat(warning().count()).isZero();
  }

  @Test
  void a_session_that_ended_is_told_at_the_next_renewal() {
    loggedIn = false;
    page.clock().fastForward(TWO_RENEWALS / 2);
    warning().waitFor();
    assertThat(warning().textContent()).contains("Ihre Sitzung ist beendet", "melden Sie sich an");
  }

  @Test
  void somebody_who_types_is_told_that_the_page_stands_still() {
    page.locator("#feld").focus();
    page.clock().fastForward(TWO_RENEWALS);
    assertThat(warning().textContent()).contains("solange Sie etwas markieren");
  }
}
