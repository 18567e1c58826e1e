package de.asvumzug.web.once;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * An answer as it was given.
 *
 * @param requestHash of the request that it was given to
 * @param location null if it had none
 * @param body JSON
 */
record RequestAnswer(String requestHash, int status, String location, String body) {
  /** Says to a program that nothing was done this time. */
  static final String REPLAYED = "Idempotency-Replayed";

  ResponseEntity<byte[]> again() {
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
    if (location != null) {
      answer.location(URI.create(location));
    }
    return answer
        .header(REPLAYED, "true")
        .contentType(MediaType.APPLICATION_JSON)
        .body(body.getBytes(StandardCharsets.UTF_8));
  }
}
