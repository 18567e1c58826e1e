package de.asvumzug.web.proof;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.backup.configuration.ConfigurationMerge;
import de.asvumzug.trail.evidence.EvidenceReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** The settings that a move has put together from the old and the new server. */
@Component
public class MergedKeys {
  private static final String NOT_THERE = "nicht gesetzt";

  private final EvidenceReader evidence;

  MergedKeys(EvidenceReader evidence) {
    this.evidence = evidence;
  }

  /**
   * A setting; values that look secret were masked when they were written down.
   *
   * @param before of the new installation before the merge
   * @param old of the old server
   * @param now what holds
   * @param reason German
   */
  public record Merged(
      String file,
      String key,
      String old,
      String before,
      String now,
      boolean changed,
      String reason) {}

  /** What was changed comes first; empty before the merge. */
  public List<Merged> of(String migrationId) {
    List<Merged> merged = new ArrayList<>();
    evidence
        .find(migrationId, ConfigurationMerge.EVIDENCE)
        .ifPresent(document -> document.path("keys").forEach(key -> merged.add(merged(key))));
    merged.sort(
        Comparator.comparing((Merged one) -> !one.changed())
            .thenComparing(Merged::file)
            .thenComparing(Merged::key));
    return merged;
  }

  private static Merged merged(JsonNode entry) {
    boolean taken = entry.path("taken").asBoolean();
    String old = value(entry.path("oldValue"));
    String before = value(entry.path("newValue"));
    String now = taken ? old : before;
    return new Merged(
        entry.path("file").asText(),
        entry.path("key").asText(),
        old,
        before,
        now,
        !now.equals(before),
        entry.path("reason").asText());
  }

  private static String value(JsonNode value) {
    return value.isTextual() ? value.asText() : NOT_THERE;
  }
}
