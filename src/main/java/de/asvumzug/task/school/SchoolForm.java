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
 * @param points whether the points of the briefing are confirmed one by one
 */
public record SchoolForm(SchoolQuestion question, String help, boolean points) {
  /** Label of the remark, German. */
  public static final String REMARK = Answers.REMARK;

  /** Name of the remark, a variable of the task. */
  public static final String COMMENT = Answers.COMMENT;

  /** So many characters a remark has at least and at most. */
  public static final int SHORTEST = Completion.SHORTEST_TEXT;

  public static final int LONGEST = Completion.SHORT_TEXT;

  static SchoolForm of(SchoolQuestion question, String help) {
    return new SchoolForm(question, help, false);
  }

  SchoolForm withPoints() {
    return new SchoolForm(question, help, true);
  }

  /** Whether the remark may always be left out. */
  public boolean optionalRemark() {
    return question instanceof Confirmation;
  }

  Answers answers() {
    Answers answers = question.in(Answers.withComment());
    return points ? answers.items() : answers;
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
    for (int i = 0; points && i < items.size(); i++) {
      variables.put("item_" + i, ItemAnswer.json(items.get(i).key(), accepted));
    }
    return variables;
  }
}
