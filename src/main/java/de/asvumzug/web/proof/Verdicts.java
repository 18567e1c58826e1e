package de.asvumzug.web.proof;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.check.fingerprint.FingerprintComparison.Difference;
import de.asvumzug.check.fingerprint.FingerprintComparison.Kind;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import de.asvumzug.trail.evidence.EvidenceNames;
import de.asvumzug.trail.evidence.EvidenceReader;
import de.asvumzug.web.proof.Verdict.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the comparisons of a move's data came to. */
@Component
public class Verdicts {
  /** Of a school by its number; see {@code delegate.TenantBackups}. */
  private static final String OF_SCHOOL = "tenant-check-";

  private final EvidenceReader evidence;

  Verdicts(EvidenceReader evidence) {
    this.evidence = evidence;
  }

  /**
   * Of the whole database, of each school, of the schools that were there before; what there is.
   */
  public List<Verdict> of(Migration plan) {
    return Stream.of(
            Stream.of(EvidenceNames.FINGERPRINT_COMPARISON),
            plan.schools().stream().map(School::number).map(OF_SCHOOL::concat),
            Stream.of(EvidenceNames.OTHER_TENANTS_CHECK))
        .flatMap(names -> names)
        .flatMap(name -> evidence.find(plan.id(), name).stream())
        .map(Verdicts::verdict)
        .toList();
  }

  private static Verdict verdict(JsonNode document) {
    List<Point> differences = points(document.path("differences"));
    List<Point> remarks = new ArrayList<>(points(document.path("notes")));
    remarks.addAll(points(document.path("gaps")));
    String subject =
        document.path("subject").asText("Die Datenbank auf dem alten und auf dem neuen Server");
    String size =
        "%s Tabellen mit %s Zeilen"
            .formatted(
                GermanFormat.number(document.path("tables").asLong()),
                GermanFormat.number(document.path("rows").asLong()));
    boolean equal = differences.isEmpty();
    String words =
        equal
            ? "%s: gleicher Inhalt (%s).".formatted(subject, size)
            : "%s: Abweichung in %d %s (von %s)."
                .formatted(
                    subject,
                    differences.size(),
                    differences.size() == 1 ? "Punkt" : "Punkten",
                    size);
    return new Verdict(equal, words, differences, remarks);
  }

  private static List<Point> points(JsonNode entries) {
    List<Point> points = new ArrayList<>();
    entries.forEach(entry -> points.add(point(entry)));
    return points;
  }

  private static Point point(JsonNode entry) {
    String detail = entry.path("detail").asText("");
    String kind = entry.path("kind").asText("");
    if (!kind.isEmpty()) {
      detail = new Difference(Kind.valueOf(kind), "", detail).says();
    }
    return new Point(
        entry.path("object").asText(), detail.isEmpty() ? entry.path("reason").asText() : detail);
  }
}
