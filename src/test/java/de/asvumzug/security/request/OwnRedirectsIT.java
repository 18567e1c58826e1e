package de.asvumzug.security.request;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.security.DoorsTestBase;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request writes into its Host line leads nobody anywhere. */
class OwnRedirectsIT extends DoorsTestBase {

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/umzuege/U-2026-0001", "/camunda/app/tasklist/default/", "/camunda/app/"})
  void a_redirect_names_no_machine(String path) throws Exception {
    String answer = ask("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nAccept: text/html\r\n");
    assertThat(answer).startsWith("HTTP/1.1 302").contains("Location: /login\r\n");
    assertThat(answer).doesNotContain("evil.example");
  }

  @Test
  void what_a_proxy_header_says_leads_nobody_anywhere() throws Exception {
    String answer =
        ask(
            "GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\nAccept: text/html\r\n");
    assertThat(answer).contains("Location: /login\r\n").doesNotContain("evil.example");
  }

  @Test
  void the_page_that_was_asked_for_is_shown_after_the_log_in_on_the_same_machine()
      throws Exception {
    String first =
        ask("GET /umzuege/U-2026-0001?a=b HTTP/1.1\r\nHost: evil.example\r\nAccept: text/html\r\n");
    String session = first.replaceAll("(?s).*Set-Cookie: ([^;]+);.*", "$1");
    String page = ask("GET /login HTTP/1.1\r\nHost: evil.example\r\nCookie: " + session + "\r\n");
    String token = page.replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
    String form = "username=technik&password=" + PASSWORD + "&_csrf=" + token;
    String answer =
        ask(
            "POST /login HTTP/1.1\r\nHost: evil.example\r\nCookie: "
                + session
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + form.length()
                + "\r\n",
            form);
    assertThat(answer).startsWith("HTTP/1.1 302").contains("Location: /");
    assertThat(answer).doesNotContain("evil.example");
  }

  private String ask(String head) throws IOException {
    return ask(head, "");
  }

  private String ask(String head, String body) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
