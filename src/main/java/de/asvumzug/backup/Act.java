package de.asvumzug.backup;

import de.asvumzug.host.Jobs;
import de.asvumzug.host.ProgressListener;
import java.util.regex.Pattern;

/**
 * One attempt at one step, as the services of this package see it.
 *
 * @param migrationId business key of the move; part of folder and database names
 * @param stepKey unique for the attempt: tells a re-attached attempt from a new one
 * @param jobs detached jobs of this attempt
 * @param progress takes progress in bytes
 */
public record Act(String migrationId, String stepKey, Jobs jobs, ProgressListener progress) {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,39}");

  public Act {
    if (!SAFE.matcher(migrationId).matches()) {
      throw new IllegalArgumentException("not a safe migration id: " + migrationId);
    }
  }
}
