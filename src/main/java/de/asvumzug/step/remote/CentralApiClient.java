package de.asvumzug.step.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.asvumzug.common.RetryPolicy;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The centre as a worker on site sees it: calls below {@code /api/worker}, over HTTPS, with the
 * site's account.
 *
 * <p>A call that finds no line is repeated until there is one or this thread is interrupted: the
 * job on the machine goes on meanwhile, and whether the step is still ours the heartbeat finds out.
 */
class CentralApiClient {
  private static final Logger LOG = LoggerFactory.getLogger(CentralApiClient.class);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final int TRIES_ON_ERROR = 5;

  /** The centre is not there at the moment: its proxy says so. */
  private static final Set<Integer> AWAY = Set.of(429, 502, 503, 504);

  private final String base;
  private final String login;
  private final RetryPolicy policy;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER) // the log-in goes to nobody else
          .build();
  private final JsonMapper json =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  CentralApiClient(String address, String account, String password) {
    this(address, account, password, Duration.ofSeconds(1));
  }

  CentralApiClient(String address, String account, String password, Duration firstWait) {
    this.base = address + WorkerApi.BASE;
    this.login =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((account + ":" + password).getBytes(StandardCharsets.UTF_8));
    this.policy = RetryPolicy.endless(firstWait, LONGEST_WAIT);
  }

  /** One part of an address, quoted. */
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * @return empty if the centre does not know it, or keeps it from this site
   * @throws OperationFailed if the centre refuses, or this thread was interrupted
   */
  Optional<String> get(String path) {
    HttpResponse<String> answer = send(request(path).GET().build());
    return answer.statusCode() == 404
        ? Optional.empty()
        : Optional.of(accepted(path, answer).body());
  }

  <T> Optional<T> get(String path, Class<T> type) {
    return get(path).map(text -> read(text, type));
  }

  /**
   * @throws OperationFailed if the centre refuses, or this thread was interrupted
   */
  void post(String path, Object body) {
    accepted(path, send(posting(path, body)));
  }

  <T> T post(String path, Object body, Class<T> type) {
    return read(accepted(path, send(posting(path, body))).body(), type);
  }

  /** Not worth a second try: the next one is sent soon anyway. */
  void tell(String path, Object body) {
    try {
      http.send(posting(path, body), BodyHandlers.discarding());
    } catch (IOException e) {
      LOG.debug("The centre was not told: {}", path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(ANSWER)
        .header("Authorization", login);
  }

  private HttpRequest posting(String path, Object body) {
    try {
      return request(path)
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
          .build();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + body.getClass(), e);
    }
  }

  private HttpResponse<String> send(HttpRequest request) {
    int errors = 0;
    try {
      for (int failures = 1; ; failures++) {
        Duration wait = policy.waitAfter(failures);
        try {
          HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
          boolean error = answer.statusCode() >= 500 && !AWAY.contains(answer.statusCode());
          if (!AWAY.contains(answer.statusCode()) && (!error || ++errors >= TRIES_ON_ERROR)) {
            return answer;
          }
          LOG.warn("The centre answers {} to {}", answer.statusCode(), request.uri().getPath());
        } catch (IOException e) {
          LOG.warn(
              "No line to the centre, tried again in {} s: {}", wait.toSeconds(), e.toString());
        }
        Thread.sleep(wait.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw OperationFailed.temporary("Die Zentrale war nicht zu erreichen.", e);
    }
  }

  private HttpResponse<String> accepted(String path, HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return answer;
    }
    String said = detail(answer.body());
    if (status >= 500) {
      throw OperationFailed.temporary(
          "Die Zentrale meldet einen Fehler (" + status + ") zu " + path + ". " + said);
    }
    throw OperationFailed.permanent(
        """
        Die Zentrale lehnt %s ab (%s). %s Bitte Konto, Kennwort und Standort dieses Workers \
        mit asv.sites der Zentrale vergleichen."""
            .formatted(path, status, said));
  }

  private String detail(String body) {
    try {
      JsonNode problem = json.readTree(body);
      return problem == null ? "" : problem.path("detail").asText("");
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw OperationFailed.permanent(
          "Die Antwort der Zentrale ist nicht lesbar. Bitte an beiden Orten dieselbe Ausgabe des"
              + " Programms verwenden.",
          e);
    }
  }
}
