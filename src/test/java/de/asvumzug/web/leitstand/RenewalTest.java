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
    String script = script();
    server.createContext("/leitstand.js", call -> answer(call, "text/javascript", script));
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

  private static String script() throws IOException {
    try (InputStream in = RenewalTest.class.getResourceAsStream("/static/leitstand/leitstand.js")) {
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
        <script defer src="/leitstand.js"></script></head>
        <body><main><p>Stand <time id="stand">%s</time></p><input id="feld"></main></body></html>
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

  private Locator warning() {
    return page.locator("#veraltet[role=alert]");
  }

  @Test
  void a_renewed_page_shows_the_new_time_and_no_warning() {
    shown = "19:32:40";
    page.clock().fastForward(TWO_RENEWALS);
    page.getByText("19:32:40").waitFor();
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
  void the_warning_goes_when_the_server_answers_again() {
    page.context().setOffline(true);
    page.clock().fastForward(TWO_RENEWALS);
    warning().waitFor();
    page.context().setOffline(false);
    shown = "19:33:20";
    page.clock().fastForward(TWO_RENEWALS);
    page.getByText("19:33:20").waitFor();
    page.clock().runFor(1_000);
    assertThat(warning().count()).isZero();
  }

  @Test
  void a_session_that_ended_is_told_at_the_next_renewal() {
    loggedIn = false;
    page.clock().fastForward(TWO_RENEWALS / 2);
    assertThat(warning().textContent()).contains("Ihre Sitzung ist beendet", "melden Sie sich an");
  }

  @Test
  void somebody_who_types_is_told_that_the_page_stands_still() {
    page.locator("#feld").focus();
    page.clock().fastForward(TWO_RENEWALS);
    assertThat(warning().textContent()).contains("solange Sie etwas markieren");
  }
}
