package de.asvumzug.web.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.backup.Manifest;
import de.asvumzug.plan.intake.FiledMigration;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.protocol.pdf.Attachment;
import de.asvumzug.trail.CanonicalJson;
import de.asvumzug.trail.chain.TrailHash;
import de.asvumzug.trail.evidence.EvidenceRepository;
import de.asvumzug.web.diagram.MoveModels;
import de.asvumzug.web.protocol.section.MoveRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The files inside a protocol: all that a check elsewhere needs, but keys. */
@Component
final class ProtocolFiles {
  static final String TRAIL = "trail.json";
  static final String SUMS = "SHA256SUMS";

  private static final String JSON = "application/json";

  private final PlanJson plans;
  private final MoveModels models;
  private final CanonicalJson json;

  ProtocolFiles(PlanJson plans, MoveModels models, CanonicalJson json) {
    this.plans = plans;
    this.models = models;
    this.json = json;
  }

  /** In this order; the last one has the checksums of the others. */
  List<Attachment> of(MoveRecord move) {
    List<Attachment> files = new ArrayList<>();
    files.add(
        file(
            TRAIL, JSON, "Protokoll mit allen Einzelheiten", move.at(), json.write(move.export())));
    for (EvidenceRepository.Document document : move.evidence()) {
      files.add(
          file(
              "evidence/%s-%d.json".formatted(document.name(), document.revision()),
              JSON,
              "Nachweis „%s“, Fassung %d".formatted(document.name(), document.revision()),
              document.createdAt(),
              document.text()));
      manifest(document).ifPresent(files::add);
    }
    for (FiledMigration filed : move.revisions()) {
      files.add(
          file(
              "plan/revision-%d.json".formatted(filed.revision()),
              JSON,
              "Fassung %d des Plans, ohne die Namen der Beteiligten".formatted(filed.revision()),
              filed.createdAt(),
              plans.write(filed.plan().withoutPeople())));
    }
    models
        .files(move.id())
        .forEach(
            (name, content) ->
                files.add(
                    new Attachment(
                        "models/" + name,
                        type(name),
                        "Modell, Regeltabelle oder Formular, nach dem der Umzug lief",
                        move.at(),
                        true,
                        content)));
    files.add(sums(files, move.at()));
    return files;
  }

  /** As it lies beside the backup, to the byte; left out if that cannot be told any more. */
  private Optional<Attachment> manifest(EvidenceRepository.Document document) {
    JsonNode backup = json.read(document.text(), JsonNode.class);
    if (!backup.path("manifest").isObject() || !backup.path("manifestSha256").isTextual()) {
      return Optional.empty();
    }
    String text;
    try {
      text = Manifest.parse(backup.path("manifest").toString()).toJson();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return TrailHash.ofText(text).equals(backup.path("manifestSha256").asText())
        ? Optional.of(
            file(
                "manifests/%s-%d.json".formatted(document.name(), document.revision()),
                JSON,
                "Manifest der Sicherung „%s“".formatted(document.name()),
                document.createdAt(),
                text))
        : Optional.empty();
  }

  private static Attachment sums(List<Attachment> files, Instant at) {
    StringBuilder text = new StringBuilder();
    for (Attachment one : files) {
      text.append(TrailHash.ofBytes(one.content())).append("  ").append(one.name()).append('\n');
    }
    return file(SUMS, "text/plain", "Prüfsummen der anderen Dateien", at, text.toString());
  }

  private static Attachment file(
      String name, String type, String description, Instant at, String text) {
    return new Attachment(name, type, description, at, true, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String type(String name) {
    if (name.endsWith(".html")) {
      return "text/html";
    }
    return name.endsWith(".json") ? JSON : "application/xml";
  }
}
