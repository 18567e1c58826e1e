package de.asvumzug.web.deletion;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.web.command.Forbidden;
import de.asvumzug.web.move.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What has to be deleted again if an older archive is brought back. */
@RestController
@Tag(name = "Protokolle")
class DeletionController {
  private final DeletionList deletions;

  DeletionController(DeletionList deletions) {
    this.deletions = deletions;
  }

  @GetMapping("/api/deletions")
  @Operation(
      summary = "Was seit einem Tag gelöscht wurde, über alle Umzüge",
      description =
          "Wer ein älteres Archiv zurückholt, muss dies danach noch einmal löschen. since ist ein"
              + " Tag (2026-11-28); ohne ihn kommt alles.")
  @ApiResponse(responseCode = "403", description = "nur für Technik, Betreiber und IT-Leitung")
  List<DeletionList.Deleted> deletions(
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
          LocalDate since,
      Authentication authentication) {
    if (!Viewer.of(authentication).staff()) {
      throw new Forbidden("Was gelöscht wurde, sehen nur Technik, Betreiber und IT-Leitung.");
    }
    LocalDate from = since == null ? LocalDate.EPOCH : since;
    return deletions.since(from.atStartOfDay(GermanFormat.BERLIN).toInstant());
  }
}
