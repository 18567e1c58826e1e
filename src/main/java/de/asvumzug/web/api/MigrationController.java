package de.asvumzug.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.host.Sleeper;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.trail.TrailExport;
import de.asvumzug.trail.chain.KnownHead;
import de.asvumzug.trail.verify.Verification;
import de.asvumzug.web.command.Forbidden;
import de.asvumzug.web.command.MigrationService;
import de.asvumzug.web.command.OptimisticLockRetry;
import de.asvumzug.web.move.MoveView;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.move.StepView;
import de.asvumzug.web.move.Viewer;
import de.asvumzug.web.once.IdempotencyKey;
import de.asvumzug.web.once.Once;
import de.asvumzug.web.overview.OverviewReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Moves over REST; errors are problem+json in German. */
@RestController
@RequestMapping("/api/migrations")
@Tag(name = "Umzüge")
public class MigrationController {
  static final String YAML = "application/yaml";

  private final Moves moves;
  private final MigrationService desk;
  private final PlanJson json;
  private final OverviewReader overview;
  private final Once once;
  private final OptimisticLockRetry again = new OptimisticLockRetry(Sleeper.REAL);

  public MigrationController(
      Moves moves, MigrationService desk, PlanJson json, OverviewReader overview, Once once) {
    this.once = once;
    this.moves = moves;
    this.desk = desk;
    this.json = json;
    this.overview = overview;
  }

  @PostMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, YAML})
  @Operation(
      summary = "Einen Plan einreichen; der Umzug beginnt mit den Vorarbeiten",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.APPLICATION_JSON_VALUE,
                    schema = @Schema(implementation = Migration.class)),
                @Content(mediaType = YAML, schema = @Schema(implementation = Migration.class))
              }))
  @Parameter(
      in = ParameterIn.HEADER,
      name = IdempotencyKey.HEADER,
      description = IdempotencyKey.MEANING)
  @ApiResponse(
      responseCode = "201",
      description = "angenommen; Location nennt den Umzug",
      content = @Content(schema = @Schema(implementation = Migration.class)))
  @ApiResponse(responseCode = "400", description = "kein lesbares JSON oder YAML")
  @ApiResponse(responseCode = "403", description = "nur Technik und Betreiber reichen Pläne ein")
  @ApiResponse(responseCode = "413", description = "der Plan ist zu groß")
  @ApiResponse(responseCode = "422", description = "nicht angenommen; errors nennt jedes Feld")
  ResponseEntity<?> submit(
      @Parameter(hidden = true) InputStream body,
      @RequestHeader("Content-Type") MediaType type,
      HttpServletRequest request,
      Authentication authentication)
      throws IOException {
    Viewer viewer = deciding(authentication);
    byte[] text = bounded(body);
    return once.answer(
        request,
        text,
        viewer.user(),
        () -> {
          Migration plan = desk.submit(draft(type, text), viewer.user());
          return ResponseEntity.created(URI.create("/api/migrations/" + plan.id())).body(plan);
        });
  }

  private JsonNode draft(MediaType type, byte[] text) {
    return type.isCompatibleWith(MediaType.parseMediaType(YAML))
        ? json.readYaml(text)
        : json.readJson(text);
  }

  @GetMapping
  @Operation(
      summary = "Alle Umzüge, die man sehen darf, der neueste zuerst",
      description =
          "Der Stand (status) ist wenige Sekunden alt; der eines einzelnen Umzugs ist der jetzige.")
  List<MoveView> list(Authentication authentication) {
    return moves.list(Viewer.of(authentication), overview.statuses());
  }

  @GetMapping("/{id}")
  @Operation(summary = "Ein Umzug: Stand, Phase und Plan")
  MoveView get(@PathVariable String id, Authentication authentication) {
    return moves.get(id, Viewer.of(authentication));
  }

  @GetMapping("/{id}/steps")
  @Operation(summary = "Alle begonnenen Schritte mit Zeiten, Versuchen und Fortschritt")
  List<StepView> steps(@PathVariable String id, Authentication authentication) {
    return moves.steps(id, Viewer.of(authentication));
  }

  @GetMapping("/{id}/trail")
  @Operation(
      summary =
          "Das Protokoll mit allem, was eine Prüfung an anderem Ort braucht, außer den Schlüsseln",
      description =
          "„java -jar asv-umzug.jar verify trail.json --key DATEI“ prüft es ohne Netz und Datenbank."
              + " complete ist false, wenn Zeilen fehlen, die nur andere Schulen betreffen."
              + " words=false lässt weg, was jemand getippt hat; die Zeilen haben davon nur eine"
              + " Prüfsumme.")
  TrailExport trail(
      @PathVariable String id,
      @RequestParam(defaultValue = "true") boolean words,
      Authentication authentication) {
    return moves.export(id, words, Viewer.of(authentication));
  }

  @GetMapping("/{id}/trail/verification")
  @Operation(
      summary = "Ist das Protokoll so, wie es geschrieben wurde?",
      description =
          "Mit line und hash (aus einer Mail oder einem früheren Export) auch, ob es diesen Stand"
              + " fortsetzt.")
  @ApiResponse(responseCode = "400", description = "line ohne hash oder umgekehrt")
  Verification verification(
      @PathVariable String id,
      @RequestParam(required = false) Long line,
      @RequestParam(required = false) String hash,
      Authentication authentication) {
    if ((line == null) != (hash == null)) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "Bitte line und hash zusammen angeben.");
    }
    KnownHead known = line == null ? null : new KnownHead(line, hash);
    return moves.verification(id, known, Viewer.of(authentication));
  }

  @PostMapping(path = "/{id}/abort", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Den Umzug abbrechen; der alte Server wird wieder in Betrieb genommen",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(example = "{\"reason\": \"Leitung gestört\"}"))))
  @Parameter(
      in = ParameterIn.HEADER,
      name = IdempotencyKey.HEADER,
      description = IdempotencyKey.MEANING)
  @ApiResponse(responseCode = "202", description = "die Rückabwicklung beginnt")
  @ApiResponse(responseCode = "409", description = "ein Abbruch ist nicht mehr möglich")
  @ApiResponse(responseCode = "422", description = "der Grund fehlt")
  ResponseEntity<?> abort(
      @PathVariable String id,
      @Parameter(hidden = true) InputStream body,
      HttpServletRequest request,
      Authentication authentication)
      throws IOException {
    moves.get(id, Viewer.of(authentication));
    Viewer viewer = deciding(authentication);
    byte[] text = bounded(body);
    JsonNode reason = json.readJson(text).path("reason");
    String said = reason.isTextual() ? reason.textValue() : null;
    return again.untilItWins(
        () ->
            once.answer(
                request,
                text,
                viewer.user(),
                () -> {
                  desk.abort(id, said, viewer.user());
                  return ResponseEntity.accepted()
                      .body(Map.of("id", id, "message", "Der Umzug " + id + " wird abgebrochen."));
                }));
  }

  private static Viewer deciding(Authentication authentication) {
    Viewer viewer = Viewer.of(authentication);
    if (!viewer.mayDecide()) {
      throw new Forbidden(
          "Nur die Gruppen technik und betreiber dürfen Umzüge planen oder abbrechen; bitte wenden"
              + " Sie sich an Ihre Technik.");
    }
    return viewer;
  }

  /** Reads no more than a plan can be long, so that nobody fills the memory. */
  private static byte[] bounded(InputStream body) throws IOException {
    byte[] text = body.readNBytes(PlanJson.MAX_BYTES + 1);
    if (text.length > PlanJson.MAX_BYTES) {
      throw new TooLarge(
          "Der Text ist zu groß; höchstens " + PlanJson.MAX_BYTES / 1024 + " KB werden gelesen.");
    }
    return text;
  }
}
