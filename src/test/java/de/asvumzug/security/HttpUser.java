package de.asvumzug.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client with its own cookies that follows no redirect: sees what a browser would be told. */
public final class HttpUser {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String base;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

  HttpUser(int port) {
    this.base = "http://localhost:" + port;
  }

  /** Logs in at our page; the answer is the redirect. */
  public HttpResponse<String> logIn(String user, String password) throws Exception {
    String page = get("/login").body();
    Matcher token = TOKEN.matcher(page);
    if (!token.find()) {
      throw new IllegalStateException("no CSRF token on the log-in page: " + page);
    }
    return post(
        "/login",
        "application/x-www-form-urlencoded",
        "username="
            + encode(user)
            + "&password="
            + encode(password)
            + "&_csrf="
            + encode(token.group(1)));
  }

  /** Opens the Tasklist, as a browser does before it calls the interface behind it. */
  public HttpUser openTasklist() throws Exception {
    get("/camunda/app/tasklist/default/", "Accept", "text/html");
    return this;
  }

  public HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path, headers).GET());
  }

  public JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  public HttpResponse<String> post(String path, String type, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request = request(path, headers).POST(BodyPublishers.ofString(body));
    if (type != null) {
      request.header("Content-Type", type);
    }
    return send(request);
  }

  /** A JSON request with Camunda's CSRF token, as its pages send it. */
  public HttpResponse<String> camunda(String path, String body) throws Exception {
    return post(path, "application/json", body, "X-XSRF-TOKEN", cookie("XSRF-TOKEN"));
  }

  /** The same by any method. */
  public HttpResponse<String> change(String method, String path, String body) throws Exception {
    return send(
        request(path, "Content-Type", "application/json", "X-XSRF-TOKEN", cookie("XSRF-TOKEN"))
            .method(method, BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> send(String method, String path, String... headers) throws Exception {
    return send(request(path, headers).method(method, BodyPublishers.noBody()));
  }

  public String cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  public static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpUser::body);
  }

  /** The whole body; of a stream that does not end by itself, its first event. */
  private static BodySubscriber<String> body(ResponseInfo answer) {
    return answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")
        ? BodySubscribers.mapping(BodySubscribers.ofInputStream(), HttpUser::firstEvent)
        : BodySubscribers.ofString(StandardCharsets.UTF_8);
  }

  private static String firstEvent(InputStream stream) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      StringBuilder event = new StringBuilder();
      for (String line = lines.readLine();
          line != null && !line.isEmpty();
          line = lines.readLine()) {
        event.append(line).append('\n');
      }
      return event.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
