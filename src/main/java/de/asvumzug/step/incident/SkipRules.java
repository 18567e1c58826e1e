package de.asvumzug.step.incident;

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
      Map.ofEntries(
          Map.entry("installTestClient", Map.of()),
          Map.entry("setUpServices", Map.of()),
          Map.entry("startUpdateService", Map.of()),
          Map.entry("checkRegularBackup", Map.of("backupFindings", 0)),
          Map.entry("checkCentralSystem", Map.of("centralSystemFindings", 0)),
          Map.entry("checkReachability", Map.of("reachabilityFindings", 0)),
          // Nobody knows how many are left, so somebody has to confirm them.
          Map.entry("updateClients", Map.of("clientsOpen", 1)),
          Map.entry("thawUpdates", Map.of()),
          // What is left is looked for and named again.
          Map.entry("removeRemains", Map.of()),
          Map.entry("deleteTransferredCopies", Map.of()));

  private SkipRules() {}

  public static boolean mayBeSkipped(String element) {
    return SKIPPABLE.containsKey(element);
  }

  /** What the model needs to go on; empty if the element may not be skipped. */
  static Optional<Map<String, Object>> outcome(String element) {
    return Optional.ofNullable(SKIPPABLE.get(element));
  }
}
