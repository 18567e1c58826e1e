package de.asvumzug.step.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.secret.KnownSecrets;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.Redaction;
import de.asvumzug.trail.TrailKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The centre over a line that is not always there. */
@Timeout(30)
class CentralApiClientTest {
  /** Stands for an answer that never arrives. */
  private static final int LOST = 0;

  private final Queue<Integer> answers = new ArrayDeque<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private CentralApiClient centre;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          Integer status = answers.poll();
          if (status != null && status == LOST) {
            exchange.close();
            return;
          }
          byte[] text = "{\"detail\":\"So nicht.\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status == null ? 200 : status, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
    centre =
        new CentralApiClient(
            "http://localhost:" + server.getAddress().getPort(),
            "worker-nord",
            "geheim",
            Duration.ofMillis(10));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void append(String text) {
    KnownSecrets secrets = new KnownSecrets();
    secrets.remember("Geheim-Am-Standort");
    new RemoteTrail(centre, new Redaction(secrets))
        .append(
            new AuditEvent(
                "U-2026-0001", TrailKind.NOTE, "system", "stopSource", null, null, text, Map.of()));
  }

  @Test
  void a_line_whose_answer_was_lost_is_sent_again_under_the_same_key() {
    answers.addAll(List.of(LOST, 503, LOST, 502));

    append("gesehen");

    assertThat(bodies).hasSize(5);
    assertThat(bodies.stream().distinct()).hasSize(1);
  }

  @Test
  void two_lines_have_two_keys() {
    append("gesehen");
    append("gesehen");

    assertThat(bodies.stream().distinct()).hasSize(2);
  }

  @Test
  void a_secret_of_the_site_never_leaves_it() {
    append("Anmeldung mit Geheim-Am-Standort");

    assertThat(bodies.get(0)).contains("•••").doesNotContain("Geheim-Am-Standort");
  }

  @Test
  void a_refusal_is_lasting_and_says_why() {
    answers.add(403);

    assertThatThrownBy(() -> append("gesehen"))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isFalse())
        .hasMessageContaining("So nicht.");
    assertThat(bodies).hasSize(1);
  }

  @Test
  void an_error_of_the_centre_is_not_repeated_for_ever() {
    answers.addAll(List.of(500, 500, 500, 500, 500, 500, 500));

    assertThatThrownBy(() -> append("gesehen"))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isTrue());
    assertThat(bodies).hasSize(5);
  }

  @Test
  void what_the_centre_does_not_know_is_empty() {
    answers.add(404);

    assertThat(centre.get("/moves/U-2026-0001")).isEmpty();
  }

  @Test
  void a_step_that_is_taken_away_does_not_wait_for_the_line() throws Exception {
    server.stop(0);
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread step =
        new Thread(
            () -> {
              try {
                append("gesehen");
              } catch (RuntimeException e) {
                end.complete(e);
              }
            });
    step.start();

    step.interrupt();

    assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(OperationFailed.class);
  }
}
