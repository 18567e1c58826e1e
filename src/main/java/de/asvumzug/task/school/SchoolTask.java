package de.asvumzug.task.school;

import de.asvumzug.task.Answers;
import de.asvumzug.task.PersonTask;

/** A task that each school does for itself; it reads nothing of other schools. */
public interface SchoolTask extends PersonTask {

  /** What it asks for. */
  SchoolForm form();

  @Override
  default Answers answers() {
    return form().answers();
  }

  @Override
  default boolean forSchool() {
    return true;
  }

  /**
   * What to beware of in ASV while an abort would still lose what is entered there, German; a
   * sentence.
   */
  default String untilAccepted() {
    return "Bitte noch nichts in ASV eingeben: Wird der Umzug doch noch abgebrochen, wären Ihre Eingaben weg.";
  }
}
