package de.asvumzug.task.school;

import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.ItemAnswer;
import de.asvumzug.task.briefing.TaskItem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a school's task asks for: one question, perhaps points, and a remark. The task's check and
 * the page of ours are made of it; a test holds the form in the Tasklist to it.
 *
 * @param help German, beside the remark; null if there is nothing to say
 * @param points how the points of the briefing are asked for; null if it has none
 */
public record SchoolForm(SchoolQuestion question, String help, Points points) {
  /**
   * Points that are ticked one by one. Texts are German.
   *
   * @param instruction which ones to tick
   */
  public record Points(String title, String instruction) {}

  /** Label of the remark, German. */
  public static final String REMARK = Answers.REMARK;

  /** Name of the remark, a variable of the task. */
  public static final String COMMENT = Answers.COMMENT;

  /** So many characters a remark has at least and at most. */
  public static final int SHORTEST = Completion.SHORTEST_TEXT;

  public static final int LONGEST = Completion.SHORT_TEXT;

  static SchoolForm of(SchoolQuestion question, String help) {
    return new SchoolForm(question, help, null);
  }

  SchoolForm withPoints(String title, String instruction) {
    return new SchoolForm(question, help, new Points(title, instruction));
  }

  /** Whether the remark may always be left out. */
  public boolean optionalRemark() {
    return question instanceof Confirmation;
  }

  Answers answers() {
    Answers answers = question.in(Answers.withComment());
    return points == null ? answers : answers.items();
  }

  /**
   * What is answered, as the task takes it.
   *
   * @param yes null if the question was left open
   * @param comment may be empty
   * @param items the points of the briefing
   * @param accepted keys of those that are confirmed
   */
  public Map<String, Object> variables(
      Boolean yes, String comment, List<TaskItem> items, Set<String> accepted) {
    Map<String, Object> variables = new HashMap<>();
    if (yes != null) {
      variables.put(question.field(), yes);
    }
    if (!comment.isEmpty()) {
      variables.put(COMMENT, comment);
    }
    for (int i = 0; points != null && i < items.size(); i++) {
      variables.put("item_" + i, ItemAnswer.json(items.get(i).key(), accepted));
    }
    return variables;
  }
}
