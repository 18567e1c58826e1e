package de.asvumzug.check.fingerprint;

import java.util.Set;

/** Which kinds of structure are not the moved database's alone. */
final class StructureKinds {
  /** German: why it is no difference that only the new server has such a thing. */
  static final String SURPLUS =
      "gibt es nur auf dem neuen Server; es gehört nicht dieser Datenbank allein";

  /** What a cluster has for all its databases. Missing on the new server it is a difference. */
  private static final Set<String> OF_THE_CLUSTER =
      Set.of("Mitgliedschaft", "Einstellung", "Rolle");

  private StructureKinds() {}

  static boolean ofTheCluster(String kind) {
    return OF_THE_CLUSTER.contains(kind);
  }
}
