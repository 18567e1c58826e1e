package de.asvumzug.delegate.task;

/** What must hold before a task of one element may be completed, and what is kept of it. */
@FunctionalInterface
interface TaskRule {

  /**
   * @throws TaskRefused with a German message if it may not be completed like this
   */
  void apply(Completion completion);
}
