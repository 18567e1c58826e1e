package de.asvumzug.step.incident;

import java.util.Set;

/**
 * Which steps lean on a vendor program, so that a person can do them instead (rule I7). Of these
 * "by hand" means: the next run starts no program and only checks the machine. Of all others it
 * means: somebody has put the machine right, and the step is carried out as always.
 */
public final class ManualSteps {
  private static final Set<String> WITH_A_MANUAL_WAY =
      Set.of(
          "installServer",
          "installTestClient",
          "runUpdateInstaller",
          "updateClients",
          "backupTenant",
          "restoreTenant",
          "lockTenantOnSource",
          "unlockTenantOnSource",
          "removeTenantOnTarget");

  private ManualSteps() {}

  /**
   * @param element id of the element that failed
   */
  public static boolean hasManualWay(String element) {
    return WITH_A_MANUAL_WAY.contains(element);
  }
}
