package de.asvumzug.web.diagram;

import de.asvumzug.web.diagram.MoveDiagram.Shown;
import de.asvumzug.web.move.Viewer;
import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the page's script needs to draw a move's models and to mark what has run. */
@Hidden
@RestController
class DiagramController {
  static final String MODEL = "/umzuege/{id}/modelle/{key}";
  static final String STANDING = MODEL + "/stand";
  static final String NEWEST = "/modelle/{key}";

  private static final MediaType XML =
      new MediaType(MediaType.APPLICATION_XML, StandardCharsets.UTF_8);

  private final MoveDiagram diagram;

  DiagramController(MoveDiagram diagram) {
    this.diagram = diagram;
  }

  @GetMapping(MODEL)
  ResponseEntity<String> model(
      @PathVariable String id, @PathVariable String key, Authentication authentication) {
    return ResponseEntity.ok()
        .contentType(XML)
        .body(diagram.xml(id, key, Viewer.of(authentication)));
  }

  @GetMapping(NEWEST)
  ResponseEntity<String> newest(@PathVariable String key) {
    return ResponseEntity.ok().contentType(XML).body(diagram.xml(key));
  }

  @GetMapping(STANDING)
  Shown standing(@PathVariable String id, @PathVariable String key, Authentication authentication) {
    return diagram.shown(id, key, Viewer.of(authentication));
  }

  /** Neither a move nor a model of this name, or not for these eyes. */
  @ExceptionHandler(NoSuchElementException.class)
  ResponseEntity<Void> unknown() {
    return ResponseEntity.notFound().build();
  }
}
