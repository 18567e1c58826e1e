package de.asvumzug.step;

import java.util.Map;
import java.util.Optional;

/**
 * Which steps may be skipped (rule I8), and what the model is told then. Everything that guards,
 * locks, unlocks, removes, saves, verifies, restores, adopts or compares is missing here on
 * purpose: without it a move is not safe. So is {@code freezeUpdates}: a version that changes in
 * the middle of a move spoils it.
 */
public final class SkipRules {
  private static final Map<String, Map<String, Object>> SKIPPABLE =
      Map.of(
          "installTestClient", Map.of(),
          "setUpServices", Map.of(),
          "startUpdateService", Map.of(),
          "checkRegularBackup", Map.of("backupFindings", 0),
          "checkCentralSystem", Map.of("centralSystemFindings", 0),
          "checkReachability", Map.of("reachabilityFindings", 0),
          // Nobody knows how many are left, so somebody has to confirm them.
          "updateClients", Map.of("clientsOpen", 1),
          "thawUpdates", Map.of(),
          "deleteTransferredCopies", Map.of());

  private SkipRules() {}

  public static boolean mayBeSkipped(String element) {
    return SKIPPABLE.containsKey(element);
  }

  /** What the model needs to go on; empty if the element may not be skipped. */
  static Optional<Map<String, Object>> outcome(String element) {
    return Optional.ofNullable(SKIPPABLE.get(element));
  }
}
