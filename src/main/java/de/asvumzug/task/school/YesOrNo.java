package de.asvumzug.task.school;

import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;

/**
 * A question that is answered with Yes or No; a No needs words.
 *
 * @param reason asked for if the words are missing
 */
public record YesOrNo(String field, String text, Option yes, Option no, String reason)
    implements SchoolQuestion {

  /**
   * One of the two answers.
   *
   * @param label as the form offers it
   * @param next what comes next
   */
  public record Option(String label, String next) {}

  @Override
  public Answers in(Answers answers) {
    return answers.yesOrNo(field);
  }

  @Override
  public Said read(Completion completion) {
    boolean given = completion.yesOrNo(field, text);
    return new Said(given, completion.comment(!given, reason));
  }

  @Override
  public String label(boolean given) {
    return option(given).label();
  }

  @Override
  public String next(boolean given) {
    return option(given).next();
  }

  private Option option(boolean given) {
    return given ? yes : no;
  }
}
