package de.asvumzug.task.school;

import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;

/** The one question that a school's task asks. Texts are German. */
public sealed interface SchoolQuestion permits YesOrNo, Confirmation {

  /** Name of the answer, a variable of the task. */
  String field();

  String text();

  /** Adds what the task takes. */
  Answers in(Answers answers);

  /**
   * @throws de.asvumzug.task.TaskRefused if it was not answered, or not with what it needs
   */
  Said read(Completion completion);

  /**
   * What was answered, as it stands in the form.
   *
   * @param yes the answer
   */
  String label(boolean yes);

  /** What comes next after this answer. */
  String next(boolean yes);

  /**
   * What a school answered.
   *
   * @param comment may be empty
   */
  record Said(boolean yes, String comment) {}
}
