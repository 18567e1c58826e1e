package de.asvumzug.delegate;

import de.asvumzug.backup.Backup;
import de.asvumzug.plan.School;
import de.asvumzug.step.Step;
import java.util.ArrayList;
import java.util.List;

/** Names of the evidence that is left per school, and what is found under them. */
public final class TenantBackups {
  private TenantBackups() {}

  public static String made(String school) {
    return "tenant-backup-" + school;
  }

  /** Evidence of the plain file that a person brings in. */
  public static String laidOut(String school) {
    return "laid-out-tenant-" + school;
  }

  public static String received(String school) {
    return "received-tenant-" + school;
  }

  public static String restored(String school) {
    return "tenant-restored-" + school;
  }

  public static String checked(String school) {
    return "tenant-check-" + school;
  }

  /**
   * The backups of all schools of the plan.
   *
   * @throws de.asvumzug.host.OperationFailed (permanent) if one is missing
   */
  public static List<Backup> all(Step step) {
    List<Backup> backups = new ArrayList<>();
    for (String number : step.migration().schoolNumbers()) {
      backups.add(step.evidence().get(made(number), Backup.class));
    }
    return backups;
  }

  /** The number of the school that a step is carried out for. */
  public static String school(Step step) {
    return step.school()
        .map(School::number)
        .orElseThrow(
            () ->
                new IllegalStateException("step " + step.key() + " is not carried out per school"));
  }
}
