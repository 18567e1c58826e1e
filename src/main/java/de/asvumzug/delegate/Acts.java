package de.asvumzug.delegate;

import de.asvumzug.backup.Act;
import de.asvumzug.step.Step;

/** A step as the services of backup and restore take it. */
final class Acts {
  private Acts() {}

  static Act of(Step step) {
    return new Act(step.migration().id(), step.key(), step.jobs(), step.progress(), step::note);
  }
}
