package de.asvumzug.web.leitstand;

import de.asvumzug.plan.UnknownMigration;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.move.Viewer;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Server-sent events for a move's page. */
@Hidden
@RestController
class ChangesController {
  static final String PATH = "/umzuege/{id}/aenderungen";

  /** More than people have pages open; beyond it a page renews itself by the clock alone. */
  private static final int MOST = 500;

  private final Moves moves;
  private final ChangeStream changes;

  ChangesController(Moves moves, ChangeStream changes) {
    this.moves = moves;
    this.changes = changes;
  }

  @GetMapping(path = PATH, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter watch(@PathVariable String id, Authentication authentication) {
    moves.get(id, Viewer.of(authentication));
    if (changes.watching() >= MOST) {
      throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
    }
    return changes.watch(id);
  }

  @ExceptionHandler(UnknownMigration.class)
  ResponseEntity<Void> unknown() {
    return ResponseEntity.notFound().build();
  }
}
