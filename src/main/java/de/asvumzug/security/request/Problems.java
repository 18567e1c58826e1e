package de.asvumzug.security.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Writes refusals at the doors as problem+json in German. */
@Component
public final class Problems {
  private final ObjectMapper json;

  Problems(ObjectMapper json) {
    this.json = json;
  }

  public void write(HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", title(status));
    problem.put("status", status.value());
    problem.put("detail", detail);
    problem.put("message", "Message: '" + detail + "'"); // where Camunda's pages look for it
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    json.writeValue(response.getOutputStream(), problem);
  }

  /**
   * The same for a request that nobody may read on: ends the answer, so that nothing that still
   * holds the request adds to it, and the connection.
   */
  void end(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.reset();
    response.setHeader(HttpHeaders.CONNECTION, "close");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    write(response, status, detail);
    response.getOutputStream().close();
  }

  private static String title(HttpStatus status) {
    return switch (status) {
      case UNAUTHORIZED -> "Anmeldung nötig";
      case FORBIDDEN -> "Nicht erlaubt";
      case TOO_MANY_REQUESTS -> "Bitte warten";
      case PAYLOAD_TOO_LARGE -> "Zu groß";
      case SERVICE_UNAVAILABLE -> "Gerade nicht möglich";
      case BAD_REQUEST -> "Nicht lesbar";
      case UNSUPPORTED_MEDIA_TYPE -> "Format nicht unterstützt";
      default -> status.getReasonPhrase();
    };
  }
}
