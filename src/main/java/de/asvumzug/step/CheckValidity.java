package de.asvumzug.step;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.trail.evidence.EvidenceNames;
import de.asvumzug.trail.evidence.EvidenceReader;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Whether both machines have been checked lately: what was seen days ago says nothing about a disk
 * that filled up or a version that changed since.
 */
@Component
public class CheckValidity {
  /** Evidence of the checks of the old and of the new server. */
  private static final List<String> EVIDENCE =
      List.of(EvidenceNames.FINDINGS_SOURCE, EvidenceNames.FINDINGS_TARGET);

  private final CheckValiditySettings settings;
  private final EvidenceReader evidence;
  private final Clock clock;

  @Autowired
  public CheckValidity(CheckValiditySettings settings, EvidenceReader evidence) {
    this(settings, evidence, Clock.systemUTC());
  }

  CheckValidity(CheckValiditySettings settings, EvidenceReader evidence, Clock clock) {
    this.settings = settings;
    this.evidence = evidence;
    this.clock = clock;
  }

  /** When the older one of the two checks was made; empty if one of them is missing. */
  public Optional<Instant> checkedAt(String migrationId) {
    Instant oldest = null;
    for (String name : EVIDENCE) {
      Optional<Instant> at = evidence.find(migrationId, name).flatMap(CheckValidity::time);
      if (at.isEmpty()) {
        return Optional.empty();
      }
      oldest = oldest == null || at.get().isBefore(oldest) ? at.get() : oldest;
    }
    return Optional.ofNullable(oldest);
  }

  /** Until when the checks hold; empty if one of them is missing. */
  public Optional<Instant> validUntil(String migrationId) {
    return checkedAt(migrationId).map(at -> at.plus(settings.validFor()));
  }

  /** Why the work on the servers may not begin, German; empty if the checks hold. */
  public Optional<String> refusal(String migrationId) {
    Optional<Instant> at = checkedAt(migrationId);
    if (at.isEmpty()) {
      return Optional.of(
          "Alter und neuer Server sind noch nicht beide geprüft. Bitte zuerst die Prüfungen"
              + " ausführen lassen.");
    }
    if (!at.get().plus(settings.validFor()).isBefore(clock.instant())) {
      return Optional.empty();
    }
    return Optional.of(
        """
        Die letzte Prüfung der Server war am %s und gilt nur %s Stunden. \
        Bitte die Prüfungen wiederholen (Technik: POST /api/migrations/%s/checks) und danach \
        noch einmal freigeben."""
            .formatted(
                GermanFormat.dayAndTime(at.get()), settings.validFor().toHours(), migrationId));
  }

  private static Optional<Instant> time(JsonNode findings) {
    JsonNode at = findings.path("at");
    return at.isTextual() ? Optional.of(Instant.parse(at.textValue())) : Optional.empty();
  }
}
