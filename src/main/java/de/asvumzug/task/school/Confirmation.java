package de.asvumzug.task.school;

import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;

/**
 * Something that a school confirms; there is no No, the task waits until it is true.
 *
 * @param next what comes next
 */
public record Confirmation(String field, String text, String next) implements SchoolQuestion {

  @Override
  public Answers in(Answers answers) {
    return answers.yesOrNo(field);
  }

  @Override
  public Said read(Completion completion) {
    completion.confirmed(field, text);
    return new Said(true, completion.comment(false, SchoolForm.REMARK));
  }

  @Override
  public String label(boolean yes) {
    return text;
  }

  @Override
  public String next(boolean yes) {
    return next;
  }
}
