package de.asvumzug.host.job;

import java.util.regex.Pattern;

/**
 * Names a detached job on a host: the folder's name, hence the proof that it was started once. Made
 * of process instance, element, school, attempt and the job's name within the step
 * (docs/architecture.md §5).
 */
public record JobKey(String value) {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,190}");

  public JobKey {
    if (!SAFE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a safe job key: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
