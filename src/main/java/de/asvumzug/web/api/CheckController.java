package de.asvumzug.web.api;

import de.asvumzug.web.command.Forbidden;
import de.asvumzug.web.command.PreflightService;
import de.asvumzug.web.move.Viewer;
import de.asvumzug.web.once.IdempotencyKey;
import de.asvumzug.web.once.Once;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The preparation checks over REST. */
@RestController
@Tag(name = "Umzüge")
class CheckController {
  private static final byte[] NO_BODY = {};

  private final PreflightService desk;
  private final Once once;

  CheckController(PreflightService desk, Once once) {
    this.once = once;
    this.desk = desk;
  }

  @PostMapping("/api/migrations/{id}/checks")
  @Operation(summary = "Beide Server noch einmal prüfen lassen; die Prüfungen sehen nur nach")
  @Parameter(
      in = ParameterIn.HEADER,
      name = IdempotencyKey.HEADER,
      description = IdempotencyKey.MEANING)
  @ApiResponse(responseCode = "202", description = "die Prüfungen laufen")
  @ApiResponse(responseCode = "403", description = "nur Technik und Betreiber lassen prüfen")
  @ApiResponse(responseCode = "409", description = "beendet, oder eine Prüfung läuft schon")
  ResponseEntity<?> repeat(
      @PathVariable String id, HttpServletRequest request, Authentication authentication) {
    Viewer viewer = Viewer.of(authentication);
    if (!viewer.mayDecide()) {
      throw new Forbidden(
          "Nur die Gruppen technik und betreiber dürfen Prüfungen wiederholen; bitte wenden Sie sich"
              + " an Ihre Technik.");
    }
    return once.answer(
        request,
        NO_BODY,
        viewer.user(),
        () -> {
          desk.repeat(id, viewer.user());
          return ResponseEntity.accepted()
              .body(Map.of("id", id, "message", "Beide Server werden noch einmal geprüft."));
        });
  }
}
