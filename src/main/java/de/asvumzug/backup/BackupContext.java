package de.asvumzug.backup;

import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.host.job.StepJobs;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One attempt at one step, as the services of this package see it.
 *
 * @param migrationId business key of the move; part of folder and database names
 * @param stepKey unique for the attempt: tells a re-attached attempt from a new one
 * @param jobs detached jobs of this attempt
 * @param progress takes progress in the unit that the step counts in: a dump counts rows, a
 *     transfer bytes
 * @param notes takes what people should find on the trail
 */
public record BackupContext(
    String migrationId, String stepKey, Jobs jobs, ProgressListener progress, Notes notes) {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,39}");

  /** A line for the trail, in German, with figures as details. */
  @FunctionalInterface
  public interface Notes {
    Notes NONE = (text, details) -> {};

    void note(String text, Map<String, ?> details);
  }

  public BackupContext {
    if (!SAFE.matcher(migrationId).matches()) {
      throw new IllegalArgumentException("not a safe migration id: " + migrationId);
    }
  }

  /** What this step has running on a machine, whichever attempt began it. */
  public StepJobs own() {
    return new StepJobs(stepKey);
  }

  public BackupContext with(Jobs others) {
    return new BackupContext(migrationId, stepKey, others, progress, notes);
  }

  /** An act that leaves no notes. */
  public BackupContext(String migrationId, String stepKey, Jobs jobs, ProgressListener progress) {
    this(migrationId, stepKey, jobs, progress, Notes.NONE);
  }
}
