package de.asvumzug.web.api;

import de.asvumzug.plan.UnknownMigration;
import de.asvumzug.plan.intake.PlanRejected;
import de.asvumzug.plan.intake.PlanUnreadable;
import de.asvumzug.web.command.Forbidden;
import de.asvumzug.web.command.NotPossibleNow;
import de.asvumzug.web.command.NotUnderstood;
import de.asvumzug.web.once.KeyTaken;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Turns what went wrong under {@code /api} into problem+json that a person can act on. Pages
 * outside {@code /api} keep their error page.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE + 1) // after what pages say for themselves
public class ApiProblems {
  private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

  @ExceptionHandler(Exception.class)
  ResponseEntity<ProblemDetail> problem(Exception error, HttpServletRequest request)
      throws Exception {
    if (!request.getRequestURI().startsWith(request.getContextPath() + "/api/")
        || error instanceof AccessDeniedException
        || error instanceof AuthenticationException) {
      throw error;
    }
    HttpHeaders headers = new HttpHeaders();
    if (error instanceof ErrorResponse response) {
      headers.putAll(response.getHeaders());
    }
    if (error instanceof KeyTaken taken && taken.atWork()) {
      headers.set(HttpHeaders.RETRY_AFTER, "" + KeyTaken.COME_BACK_SECONDS);
    }
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    ProblemDetail detail = detail(error);
    return new ResponseEntity<>(detail, headers, detail.getStatus());
  }

  private static ProblemDetail detail(Exception error) {
    if (error instanceof PlanRejected rejected) {
      ProblemDetail detail =
          of(
              HttpStatus.UNPROCESSABLE_ENTITY,
              "Nicht angenommen",
              "Bitte die genannten Felder berichtigen; es wurde nichts gespeichert.");
      detail.setProperty("errors", rejected.errors());
      return detail;
    }
    if (error instanceof PlanUnreadable) {
      return of(HttpStatus.BAD_REQUEST, "Nicht lesbar", error.getMessage());
    }
    if (error instanceof NotUnderstood) {
      return of(HttpStatus.BAD_REQUEST, "Nicht verständlich", error.getMessage());
    }
    if (error instanceof KeyTaken taken) {
      return taken.atWork()
          ? of(HttpStatus.CONFLICT, "Wird gerade bearbeitet", taken.getMessage())
          : of(HttpStatus.UNPROCESSABLE_ENTITY, "Schlüssel vergeben", taken.getMessage());
    }
    if (error instanceof HttpMessageNotReadableException
        || error instanceof TypeMismatchException) {
      return of(
          HttpStatus.BAD_REQUEST,
          "Nicht lesbar",
          "Die Angaben der Anfrage passen nicht; siehe /api/openapi.");
    }
    if (error instanceof UnknownMigration) {
      return of(HttpStatus.NOT_FOUND, "Nicht gefunden", error.getMessage());
    }
    if (error instanceof Forbidden) {
      return of(HttpStatus.FORBIDDEN, "Nicht erlaubt", error.getMessage());
    }
    if (error instanceof TooLarge) {
      return of(HttpStatus.PAYLOAD_TOO_LARGE, "Zu groß", error.getMessage());
    }
    if (error instanceof NotPossibleNow) {
      return of(HttpStatus.CONFLICT, "Nicht mehr möglich", error.getMessage());
    }
    if (error instanceof OptimisticLockingException) {
      return of(
          HttpStatus.CONFLICT,
          "Gleichzeitig geändert",
          "Der Umzug hat sich in diesem Augenblick geändert; bitte den Stand ansehen und es noch"
              + " einmal versuchen.");
    }
    return error instanceof ErrorResponse response ? web(response) : unexpected(error);
  }

  /** What the web layer itself refuses: wrong method, wrong content type, no such address. */
  private static ProblemDetail web(ErrorResponse response) {
    HttpStatusCode status = response.getStatusCode();
    String text =
        switch (status.value()) {
          case 404 ->
              "Diese Adresse gibt es nicht; die Schnittstelle ist unter /api/openapi beschrieben.";
          case 405 -> "Diese Methode gibt es an dieser Adresse nicht; siehe /api/openapi.";
          case 406 -> "Die Antwort gibt es nur als application/json.";
          case 415 ->
              "Bitte als application/json oder application/yaml senden (Kopfzeile Content-Type).";
          default -> "Die Anfrage passt nicht; siehe /api/openapi.";
        };
    return of(status, "Anfrage nicht möglich", text);
  }

  private static ProblemDetail unexpected(Exception error) {
    String number = UUID.randomUUID().toString();
    LOG.error("Unexpected error {} in the REST interface", number, error);
    return of(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "Unerwarteter Fehler",
        """
        Das hätte nicht geschehen dürfen; es wurde nichts gespeichert. \
        Bitte der Technik die Fehlernummer %s nennen."""
            .formatted(number));
  }

  private static ProblemDetail of(HttpStatusCode status, String title, String text) {
    ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, text);
    detail.setTitle(title);
    return detail;
  }
}
