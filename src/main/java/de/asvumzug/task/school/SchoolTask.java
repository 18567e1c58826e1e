package de.asvumzug.task.school;

import de.asvumzug.task.PersonTask;

/** A task that each school does for itself; it reads nothing of other schools. */
interface SchoolTask extends PersonTask {

  @Override
  default boolean forSchool() {
    return true;
  }
}
