package de.asvumzug.delegate;

import de.asvumzug.backup.BackupContext;
import de.asvumzug.step.Step;

/** A step as the services of backup and restore take it. */
public final class BackupContexts {
  private BackupContexts() {}

  public static BackupContext of(Step step) {
    return new BackupContext(
        step.migration().id(), step.key(), step.jobs(), step.progress(), step::note);
  }
}
