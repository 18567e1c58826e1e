package de.asvumzug.web.trail;

import de.asvumzug.web.move.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Parts of trails as files; written while they are read. */
@RestController
@Tag(name = "Protokolle")
class TrailExtractController {
  private static final String CSV = "text/csv;charset=UTF-8;header=present";
  private static final String FILTER =
      """
      Filter wie auf der Seite des Umzugs: art (entscheidungen, schritte, stoerungen, mails,\
       befehle), schule (Schulnummer), worte (höchstens 100 Zeichen), befehle=ja nimmt Befehle auf\
       den Maschinen hinzu. Ein Auszug ist kein Nachweis; prüfbar ist nur der ganze Export unter\
       …/trail.""";
  private static final String TABLE =
      """
       RFC 4180 mit Semikolon, UTF-8 mit BOM; der letzte Datensatz (Art ENDE) nennt die Zahl der\
       Zeilen. Vor =, +, -, @ am Anfang einer Zelle und nach Trennzeichen steht ein Apostroph.""";

  private final TrailExtracts extracts;

  TrailExtractController(TrailExtracts extracts) {
    this.extracts = extracts;
  }

  @GetMapping("/api/migrations/{id}/trail.csv")
  @Operation(summary = "Zeilen des Protokolls als Tabelle", description = FILTER + TABLE)
  @ApiResponse(responseCode = "200", description = "Tabelle")
  @ApiResponse(responseCode = "400", description = "der Filter ist nicht zu verstehen")
  void csv(
      @PathVariable String id,
      @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
      Authentication authentication,
      HttpServletResponse response)
      throws IOException {
    csv(extracts.ofMove(id, parameters, Viewer.of(authentication)), response);
  }

  @GetMapping("/api/migrations/{id}/trail.json")
  @Operation(summary = "Zeilen des Protokolls als JSON", description = FILTER)
  @ApiResponse(responseCode = "200", description = "rows; count steht am Ende")
  @ApiResponse(responseCode = "400", description = "der Filter ist nicht zu verstehen")
  void json(
      @PathVariable String id,
      @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
      Authentication authentication,
      HttpServletResponse response)
      throws IOException {
    TrailExtract extract = extracts.ofMove(id, parameters, Viewer.of(authentication));
    head(response, MediaType.APPLICATION_JSON_VALUE, extract.fileName() + ".json");
    extracts.json(extract, response.getOutputStream());
  }

  @GetMapping("/api/trail.csv")
  @Operation(
      summary = "Zeilen der Protokolle aller Umzüge als Tabelle, für die IT-Leitung",
      description = FILTER + TABLE)
  @ApiResponse(responseCode = "200", description = "Tabelle")
  @ApiResponse(responseCode = "400", description = "der Filter ist nicht zu verstehen")
  @ApiResponse(responseCode = "403", description = "nur für die IT-Leitung")
  void all(
      @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
      Authentication authentication,
      HttpServletResponse response)
      throws IOException {
    csv(extracts.ofAll(parameters, Viewer.of(authentication)), response);
  }

  private void csv(TrailExtract extract, HttpServletResponse response) throws IOException {
    head(response, CSV, extract.fileName() + ".csv");
    extracts.csv(extract, response.getOutputStream());
  }

  private static void head(HttpServletResponse response, String type, String file) {
    response.setContentType(type);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename(file).build().toString());
  }
}
