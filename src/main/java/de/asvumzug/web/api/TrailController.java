package de.asvumzug.web.api;

import de.asvumzug.web.command.Forbidden;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.move.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The trails of all moves as a whole. */
@RestController
@Tag(name = "Protokolle")
public class TrailController {
  private final Moves moves;

  public TrailController(Moves moves) {
    this.moves = moves;
  }

  /**
   * @param intact whether nothing was found
   * @param findings German, one sentence each
   */
  record Answer(boolean intact, List<String> findings) {}

  @GetMapping("/api/trail/verification")
  @Operation(
      summary = "Ist das Buch der Protokolle unverändert, und ist kein Protokoll verschwunden?")
  @ApiResponse(responseCode = "403", description = "nur für Technik, Betreiber und IT-Leitung")
  Answer verification(Authentication authentication) {
    Viewer viewer = Viewer.of(authentication);
    if (!viewer.staff()) {
      throw new Forbidden("Das Buch aller Protokolle sehen nur Technik, Betreiber und IT-Leitung.");
    }
    List<String> findings = moves.faultsOfTrails(viewer);
    return new Answer(findings.isEmpty(), findings);
  }
}
