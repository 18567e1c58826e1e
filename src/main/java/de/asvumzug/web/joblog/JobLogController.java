package de.asvumzug.web.joblog;

import de.asvumzug.step.output.KeptJobLog;
import de.asvumzug.web.move.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What jobs on the machines printed, by REST; the move's page links here. */
@RestController
@RequestMapping("/api/migrations/{id}/job-logs")
@Tag(name = "Ausgaben der Aufträge")
class JobLogController {
  private final JobLogService logs;

  JobLogController(JobLogService logs) {
    this.logs = logs;
  }

  @GetMapping
  @Operation(
      summary = "Aufgehobene Ausgaben beendeter Aufträge, die älteste zuerst",
      description =
          "sha256 ist die Prüfsumme der Datei unter …/gz, wie sie im Protokoll steht (JOB_ENDED)."
              + " Geheimnisse sind verdeckt; nach der Aufbewahrung sind die Ausgaben gelöscht.")
  @ApiResponse(responseCode = "403", description = "nur für Technik und IT-Leitung")
  List<KeptJobLog> list(@PathVariable String id, Authentication authentication) {
    return logs.of(id, Viewer.of(authentication));
  }

  @GetMapping("/{log}")
  @Operation(summary = "Eine Ausgabe als Text")
  @ApiResponse(responseCode = "409", description = "verändert: die Prüfsumme passt nicht")
  ResponseEntity<Resource> text(
      @PathVariable String id, @PathVariable long log, Authentication authentication)
      throws IOException {
    JobLogService.Whole whole = logs.one(id, log, Viewer.of(authentication));
    return file(
        id,
        whole.log(),
        ".txt",
        "text/plain;charset=UTF-8",
        new InputStreamResource(new GZIPInputStream(new ByteArrayInputStream(whole.stored()))));
  }

  @GetMapping("/{log}/gz")
  @Operation(summary = "Eine Ausgabe, wie sie aufgehoben ist (gzip)")
  @ApiResponse(responseCode = "409", description = "verändert: die Prüfsumme passt nicht")
  ResponseEntity<Resource> stored(
      @PathVariable String id, @PathVariable long log, Authentication authentication) {
    JobLogService.Whole whole = logs.one(id, log, Viewer.of(authentication));
    return file(
        id,
        whole.log(),
        ".txt.gz",
        "application/gzip",
        new InputStreamResource(new ByteArrayInputStream(whole.stored())));
  }

  private static ResponseEntity<Resource> file(
      String id, KeptJobLog log, String ending, String type, Resource body) {
    String name = "%s-%s-%d-%s%s".formatted(id, log.element(), log.attempt(), log.job(), ending);
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, type)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(name.replaceAll("[^A-Za-z0-9._-]", "_"))
                .build()
                .toString())
        .body(body);
  }
}
