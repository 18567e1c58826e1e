package de.asvumzug.delegate;

import de.asvumzug.check.tenant.TenantFingerprints;
import de.asvumzug.check.tenant.TenantMeasurement;
import de.asvumzug.step.Step;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.List;
import java.util.Optional;

/**
 * The way in which a move measures by school: all its measurements are compared with each other, so
 * the first one decides, also one that an older version made.
 */
public final class TenantWays {
  private static final List<String> MEASURED =
      List.of(
          EvidenceNames.TENANT_FINGERPRINTS_SOURCE,
          EvidenceNames.TENANT_FINGERPRINTS_TARGET_BEFORE,
          EvidenceNames.TENANT_FINGERPRINTS_TARGET_REMOVAL);

  private TenantWays() {}

  public static String of(Step step, TenantFingerprints fingerprints) {
    return MEASURED.stream()
        .map(name -> step.evidence().find(name, TenantMeasurement.class))
        .flatMap(Optional::stream)
        .map(TenantMeasurement::algorithm)
        .findFirst()
        .orElseGet(() -> fingerprints.way(step.source(), step.target()));
  }

  /** Of the old server: there a setting changes the way of a move that has begun. */
  public static String ofSource(Step step, TenantFingerprints fingerprints) {
    return fingerprints.wayIsForced()
        ? fingerprints.way(step.source(), step.target())
        : of(step, fingerprints);
  }
}
