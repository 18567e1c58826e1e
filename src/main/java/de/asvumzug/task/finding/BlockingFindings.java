package de.asvumzug.task.finding;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.check.finding.Overrulable;
import de.asvumzug.check.finding.Overruling;
import de.asvumzug.check.finding.OverrulingRepository;
import de.asvumzug.plan.Side;
import de.asvumzug.trail.evidence.EvidenceNames;
import de.asvumzug.trail.evidence.EvidenceReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What the newest checks of both machines found that blocks, and what of it is overruled. */
@Component
public class BlockingFindings {
  private static final Map<Side, String> EVIDENCE =
      new TreeMap<>(
          Map.of(
              Side.SOURCE,
              EvidenceNames.FINDINGS_SOURCE,
              Side.TARGET,
              EvidenceNames.FINDINGS_TARGET));

  private final EvidenceReader evidence;
  private final OverrulingRepository overrulings;

  BlockingFindings(EvidenceReader evidence, OverrulingRepository overrulings) {
    this.evidence = evidence;
    this.overrulings = overrulings;
  }

  /**
   * A finding that blocks.
   *
   * @param overruled by what two persons agreed to; empty if it stands against the move
   */
  public record Blocking(Side side, Finding finding, Optional<Overruling> overruled) {

    /** Changes with what the finding says, so that nobody overrules what he has not read. */
    String key() {
      Overrulable what = finding.overrulable();
      String all = side + "\n" + finding.title() + "\n" + what.says() + "\n" + what.degree();
      return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** German; what people call it. */
    public String label() {
      return end(side) + ": " + finding.title();
    }

    boolean mayBeOverruled() {
      return finding.overrulable() != null;
    }
  }

  /** German. */
  public static String end(Side side) {
    return side == Side.SOURCE ? "Alter Server" : "Neuer Server";
  }

  /** All that block, overruled or not. */
  public List<Blocking> all(String migrationId) {
    List<Overruling> known = overrulings.all(migrationId);
    List<Blocking> found = new ArrayList<>();
    EVIDENCE.forEach(
        (side, name) ->
            evidence
                .find(migrationId, name)
                .ifPresent(document -> read(side, document, known, found)));
    return found;
  }

  /** Those that stand against the move. */
  public List<Blocking> open(String migrationId) {
    return all(migrationId).stream().filter(one -> one.overruled().isEmpty()).toList();
  }

  private static void read(
      Side side, JsonNode document, List<Overruling> known, List<Blocking> found) {
    for (JsonNode entry : document.path("findings")) {
      if (Result.BLOCKING.name().equals(entry.path("result").asText())) {
        Finding finding = finding(entry);
        found.add(
            new Blocking(
                side,
                finding,
                known.stream().filter(one -> one.covers(side, finding)).reduce((a, b) -> b)));
      }
    }
  }

  /** Documents of earlier versions of this product do not say whether it may be overruled. */
  private static Finding finding(JsonNode entry) {
    JsonNode overrulable = entry.path("overrulable");
    return new Finding(
        entry.path("title").asText(),
        Result.BLOCKING,
        entry.path("reading").asText(),
        entry.path("limit").asText(),
        entry.path("advice").asText(),
        overrulable.isObject()
            ? new Overrulable(overrulable.path("says").asText(), overrulable.path("degree").asInt())
            : null);
  }
}
