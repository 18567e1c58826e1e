package de.asvumzug.web.api;

import de.asvumzug.web.command.Forbidden;
import de.asvumzug.web.command.WordsService;
import de.asvumzug.web.move.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people typed, beside the trail. */
@RestController
@Tag(name = "Protokolle")
public class WordsController {
  private final WordsService words;

  public WordsController(WordsService words) {
    this.words = words;
  }

  @DeleteMapping("/api/migrations/{id}/trail/{line}/words")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Löschen, was jemand zu einer Zeile des Protokolls getippt hat",
      description = "Die Zeile bleibt mit der Prüfsumme; eine neue sagt, wer gelöscht hat.")
  @ApiResponse(responseCode = "204", description = "gelöscht")
  @ApiResponse(responseCode = "403", description = "nur die IT-Leitung löscht")
  @ApiResponse(responseCode = "409", description = "zu dieser Zeile ist nichts (mehr) zu löschen")
  void delete(@PathVariable String id, @PathVariable long line, Authentication authentication) {
    Viewer viewer = Viewer.of(authentication);
    if (!viewer.mayDeleteWords()) {
      throw new Forbidden("Nur die IT-Leitung darf löschen, was jemand getippt hat.");
    }
    words.delete(id, line, viewer.user());
  }
}
