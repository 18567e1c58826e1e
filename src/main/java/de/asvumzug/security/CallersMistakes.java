package de.asvumzug.security;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/**
 * The engine answers 500 to much that is the caller's mistake: a password that is too weak, a query
 * that makes no sense, a task that somebody else has just completed. Here these become 400 and 409;
 * what is really broken stays 500.
 */
final class CallersMistakes extends HttpServletResponseWrapper {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, HttpStatus> MISTAKES =
      Map.of(
          "ProcessEngineException", HttpStatus.BAD_REQUEST,
          "BadUserRequestException", HttpStatus.BAD_REQUEST,
          "NotValidException", HttpStatus.BAD_REQUEST,
          "NullValueException", HttpStatus.BAD_REQUEST,
          "RestException", HttpStatus.BAD_REQUEST,
          "InvalidRequestException", HttpStatus.BAD_REQUEST,
          "TaskAlreadyClaimedException", HttpStatus.CONFLICT,
          "OptimisticLockingException", HttpStatus.CONFLICT);

  /** What went wrong on our side is in the log, and nobody's business elsewhere. */
  private static final byte[] OURS =
      ("{\"type\":\"ProcessEngineException\",\"message\":\"Die Anfrage ist gescheitert; der Grund"
              + " steht im Log der Anwendung.\"}")
          .getBytes(StandardCharsets.UTF_8);

  /** MyBatis tells the whole statement. */
  private static final Pattern OF_THE_DATABASE =
      Pattern.compile("### |SQLException|PSQLException|ENGINE-030");

  /** A value that no column takes, such as a date in the year 31,631,903; in both languages. */
  private static final Pattern OUT_OF_RANGE =
      Pattern.compile("out of range|außerhalb des gültigen Bereichs");

  private static final byte[] NO_SUCH_VALUE =
      ("{\"type\":\"InvalidRequestException\",\"message\":\"Ein Wert der Anfrage liegt außerhalb"
              + " des gültigen Bereichs, zum Beispiel ein Datum. Bitte die Werte prüfen.\"}")
          .getBytes(StandardCharsets.UTF_8);

  private final ByteArrayOutputStream failure = new ByteArrayOutputStream();
  private boolean failed;

  CallersMistakes(HttpServletResponse response) {
    super(response);
  }

  @Override
  public void setStatus(int status) {
    failed = status == HttpStatus.INTERNAL_SERVER_ERROR.value();
    super.setStatus(status);
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    return failed ? new Kept() : super.getOutputStream();
  }

  /** Nothing of a failure goes out before it is known whose it is. */
  @Override
  public void flushBuffer() throws IOException {
    if (!failed) {
      super.flushBuffer();
    }
  }

  /** To be called when the engine is done with the answer. */
  void end() throws IOException {
    if (failed && !isCommitted()) {
      JsonNode told = told();
      boolean database = OF_THE_DATABASE.matcher(told.path("message").asText()).find();
      boolean value = database && OUT_OF_RANGE.matcher(told.path("message").asText()).find();
      HttpStatus status = value ? HttpStatus.BAD_REQUEST : judged(told, database);
      super.setStatus(status.value());
      byte[] said =
          value ? NO_SUCH_VALUE : status.is5xxServerError() ? OURS : failure.toByteArray();
      super.setContentLength(said.length); // the engine has told that of its own text
      super.getOutputStream().write(said);
    }
  }

  /** What the engine says of the failure; nothing if that is no JSON. */
  private JsonNode told() throws IOException {
    try {
      JsonNode said = JSON.readTree(failure.toByteArray());
      return said == null ? MissingNode.getInstance() : said;
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  private static HttpStatus judged(JsonNode told, boolean database) {
    return database
        ? HttpStatus.INTERNAL_SERVER_ERROR
        : MISTAKES.getOrDefault(told.path("type").asText(), HttpStatus.INTERNAL_SERVER_ERROR);
  }

  /** Keeps what is written. */
  private final class Kept extends ServletOutputStream {
    @Override
    public void write(int b) {
      failure.write(b);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException("the engine writes at once");
    }
  }
}
