package de.asvumzug.web.proof;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.plan.Side;
import de.asvumzug.task.finding.BlockingFindings;
import de.asvumzug.trail.evidence.EvidenceNames;
import de.asvumzug.trail.evidence.EvidenceReader;
import de.asvumzug.web.proof.CheckRound.Result;
import de.asvumzug.web.proof.CheckRound.Weight;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The newest round of every check of a move. */
@Component
public class CheckRounds {
  private static final List<Source> SOURCES =
      List.of(
          new Source(EvidenceNames.FINDINGS_SOURCE, BlockingFindings.end(Side.SOURCE), Side.SOURCE),
          new Source(EvidenceNames.FINDINGS_TARGET, BlockingFindings.end(Side.TARGET), Side.TARGET),
          new Source(EvidenceNames.REGULAR_BACKUP, "Nächtliche Sicherung", null),
          new Source(EvidenceNames.CENTRAL_SYSTEM, "Zentrales System", null),
          new Source(EvidenceNames.REACHABILITY, "Erreichbarkeit", null));

  private final EvidenceReader evidence;
  private final BlockingFindings blocking;

  CheckRounds(EvidenceReader evidence, BlockingFindings blocking) {
    this.evidence = evidence;
    this.blocking = blocking;
  }

  /**
   * Where a round is kept.
   *
   * @param side of which people can overrule findings; null if they cannot
   */
  private record Source(String evidence, String title, Side side) {}

  /** Those that have been made, in the order in which a move makes them. */
  public List<CheckRound> of(String migrationId) {
    Set<String> overruled = overruled(migrationId);
    return SOURCES.stream().flatMap(one -> round(migrationId, one, overruled).stream()).toList();
  }

  /** As side, title and reading: a finding that says something else is another one. */
  private Set<String> overruled(String migrationId) {
    return blocking.all(migrationId).stream()
        .filter(one -> one.overruled().isPresent())
        .map(one -> key(one.side(), one.finding().title(), one.finding().reading()))
        .collect(Collectors.toSet());
  }

  private static String key(Side side, String title, String reading) {
    return side + "\n" + title + "\n" + reading;
  }

  private Optional<CheckRound> round(String migrationId, Source source, Set<String> overruled) {
    return evidence
        .find(migrationId, source.evidence())
        .map(document -> round(source, document, overruled));
  }

  private static CheckRound round(Source source, JsonNode document, Set<String> overruled) {
    List<Result> all = new ArrayList<>();
    document.path("findings").forEach(entry -> all.add(result(source, entry, overruled)));
    return new CheckRound(
        source.title(),
        time(document.path("at")),
        all.stream()
            .filter(one -> one.weight() != Weight.OK)
            .sorted(Comparator.comparing(Result::weight))
            .toList(),
        all.stream().filter(one -> one.weight() == Weight.OK).toList());
  }

  private static Result result(Source source, JsonNode entry, Set<String> overruled) {
    String title = entry.path("title").asText();
    String reading = entry.path("reading").asText();
    boolean settled = overruled.contains(key(source.side(), title, reading));
    return new Result(
        title,
        weight(entry.path("result").asText(), settled),
        reading,
        entry.path("limit").asText(),
        entry.path("advice").asText());
  }

  private static Weight weight(String result, boolean overruled) {
    return switch (result) {
      case "BLOCKING" -> overruled ? Weight.OVERRULED : Weight.BLOCKING;
      case "WARNING" -> Weight.WARNING;
      default -> Weight.OK;
    };
  }

  /** Written as text or, by older versions, as seconds. */
  private static Instant time(JsonNode at) {
    if (at.isNumber()) {
      return Instant.ofEpochSecond(at.asLong());
    }
    try {
      return at.isTextual() ? Instant.parse(at.asText()) : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
