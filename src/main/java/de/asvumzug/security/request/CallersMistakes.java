package de.asvumzug.security.request;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
public final class CallersMistakes extends HttpServletResponseWrapper {
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

  private final ByteArrayOutputStream failure = new ByteArrayOutputStream();
  private boolean failed;

  public CallersMistakes(HttpServletResponse response) {
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
  public void end() throws IOException {
    if (failed && !isCommitted()) {
      HttpStatus status = judged();
      super.setStatus(status.value());
      byte[] said = status.is5xxServerError() ? OURS : failure.toByteArray();
      super.setContentLength(said.length); // the engine has told that of its own text
      super.getOutputStream().write(said);
    }
  }

  private HttpStatus judged() throws IOException {
    try {
      JsonNode said = JSON.readTree(failure.toByteArray());
      return OF_THE_DATABASE.matcher(said.path("message").asText()).find()
          ? HttpStatus.INTERNAL_SERVER_ERROR
          : MISTAKES.getOrDefault(said.path("type").asText(), HttpStatus.INTERNAL_SERVER_ERROR);
    } catch (JacksonException e) {
      return HttpStatus.INTERNAL_SERVER_ERROR;
    }
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
