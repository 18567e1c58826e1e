package de.asvumzug.web.protocol;

import de.asvumzug.web.command.Forbidden;
import de.asvumzug.web.move.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The protocol of a move as a file, and the key that it is signed with. */
@RestController
@Tag(name = "Protokolle")
class ProtocolController {
  private final Protocols protocols;

  ProtocolController(Protocols protocols) {
    this.protocols = protocols;
  }

  @GetMapping("/api/migrations/{id}/protocol.pdf")
  @Operation(
      summary = "Das Protokoll eines Umzugs: PDF/A-3, unterschrieben, mit allen Nachweisen darin",
      description =
          "„java -jar asv-umzug.jar verify protocol.pdf“ prüft es ohne Netz und Datenbank. Es nennt"
              + " alle Schulen und Maschinen des Umzugs; eine Schule bekommt es von der Technik.")
  @ApiResponse(responseCode = "403", description = "nur für Technik, Betreiber und IT-Leitung")
  ResponseEntity<byte[]> protocol(@PathVariable String id, Authentication authentication)
      throws IOException, InterruptedException {
    Viewer viewer = staff(authentication);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_PDF)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("Protokoll-" + id + ".pdf").build().toString())
        .body(protocols.pdf(id, viewer));
  }

  @GetMapping(path = "/api/protocol-key.pem", produces = "application/x-pem-file")
  @Operation(
      summary = "Der öffentliche Schlüssel, mit dem Protokolle jetzt unterschrieben werden",
      description = "Für --protocol-key bei der Prüfung; bitte auf anderem Weg weitergeben.")
  @ApiResponse(responseCode = "403", description = "nur für Technik, Betreiber und IT-Leitung")
  String key(Authentication authentication) throws IOException {
    staff(authentication);
    return protocols.publicKey();
  }

  private static Viewer staff(Authentication authentication) {
    Viewer viewer = Viewer.of(authentication);
    if (!viewer.staff()) {
      throw new Forbidden(
          "Das Protokoll als Datei bekommen Technik, Betreiber und IT-Leitung; bitte wenden Sie"
              + " sich an Ihre Technik.");
    }
    return viewer;
  }
}
