package de.asvumzug.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;

class OutageTest {

  @Test
  void an_application_that_is_not_there_may_come_back() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    assertThat(Outage.passes(failure(port))).isTrue();
  }

  @Test
  void an_application_that_cuts_the_line_may_come_back() throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext("/", exchange -> exchange.close());
    server.start();
    try {
      assertThat(Outage.passes(failure(server.getAddress().getPort()))).isTrue();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_session_that_ended_with_a_restart_may_be_opened_again() {
    assertThat(Outage.passes(new Person.Refused("401", 401))).isTrue();
    assertThat(Outage.passes(new Person.Refused("503", 503))).isTrue();
  }

  @Test
  void a_refusal_stays_one() {
    assertThat(Outage.passes(new Person.Refused("403", 403))).isFalse();
    assertThat(Outage.passes(new Person.Refused("422", 422))).isFalse();
    assertThat(Outage.passes(new IOException("nobody knows what to do"))).isFalse();
  }

  private static IOException failure(int port) throws InterruptedException {
    try {
      new Person(URI.create("http://localhost:" + port + "/"), "technik", "x").tasks();
      throw new AssertionError("answered");
    } catch (IOException e) {
      return e;
    }
  }
}
