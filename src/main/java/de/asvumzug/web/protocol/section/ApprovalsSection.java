package de.asvumzug.web.protocol.section;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.trail.CanonicalJson;
import de.asvumzug.trail.evidence.EvidenceRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Who approved what: the checksums of the models, the plan and the evidence that they saw. */
@Component
final class ApprovalsSection implements SectionMaker {
  /** How evidence of approvals is named, see {@code task.approval}. */
  private static final String EVIDENCE = "approval-";

  private static final Map<String, String> TASKS =
      Map.of(
          "approveMove", "Umzug genehmigen",
          "confirmPreparation", "Vorarbeiten bestätigen",
          "releaseCutover", "Umschaltung freigeben");

  private final CanonicalJson json;

  ApprovalsSection(CanonicalJson json) {
    this.json = json;
  }

  @Override
  public ProtocolSection of(MoveRecord move) {
    List<List<String>> rows = new ArrayList<>();
    Set<String> models = new LinkedHashSet<>();
    for (EvidenceRepository.Document document : move.evidence()) {
      if (document.name().startsWith(EVIDENCE)) {
        JsonNode approval = json.read(document.text(), JsonNode.class);
        models.add(approval.path("modelsSha256").asText());
        rows.add(row(approval));
      }
    }
    if (rows.isEmpty()) {
      return ProtocolSection.nothing(
          "freigaben", "Freigaben", "Es ist noch nichts freigegeben, oder der Umzug ist älter.");
    }
    return new ProtocolSection(
        "freigaben",
        "Freigaben",
        List.of(
            models.size() == 1
                ? "Alle haben dieselben Modelle freigegeben."
                : "Es wurden verschiedene Modelle freigegeben.",
            "Die einzelnen Prüfsummen stehen in den Nachweisen „approval-…“ in diesem Dokument."),
        List.of(),
        List.of(
            new Table(
                "Wer was freigegeben hat",
                List.of(
                    "Aufgabe",
                    "Wer",
                    "Wann",
                    "Plan",
                    "SHA-256 der Modelle",
                    "SHA-256 von allem",
                    "Im Formular gezeigt"),
                rows)));
  }

  private static List<String> row(JsonNode approval) {
    String element = approval.path("element").asText();
    return List.of(
        TASKS.getOrDefault(element, element),
        approval.path("person").asText(),
        Texts.exact(Instant.parse(approval.path("at").asText())),
        "Fassung " + approval.path("state").path("revision").asInt(),
        approval.path("modelsSha256").asText(),
        approval.path("sha256").asText(),
        approval.path("shown").asBoolean() ? "ja" : "nein, ohne Formular");
  }
}
