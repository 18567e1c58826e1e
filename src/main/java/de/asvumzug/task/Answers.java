package de.asvumzug.task;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.DelegateTask;

/**
 * Which answers a task asks for, and of what type: those of its form, and nothing else. The engine
 * would take any variable: a school could name another school's number as its own, answer the
 * points of another school's task, or change the route of the whole move.
 */
public final class Answers {
  /** Name of the remark that most tasks take, and its label in the forms. */
  public static final String COMMENT = "comment";

  public static final String REMARK = "Bemerkung";

  /** Is it done, and a remark. */
  public static final Answers DONE = withComment().yesOrNo("done");

  /** The answers to the points of a task, one by one: {@code item_0}, {@code item_1} and so on. */
  private static final Pattern ITEM = Pattern.compile("item_[0-9]{1,4}");

  private static final int LONGEST_ITEM = 4000;
  private static final int LONGEST_SHOWN = 64;

  /** What the form has shown of that which is decided, as a checksum. */
  static final String SHOWN = "shownState";

  private final Map<String, AnswerType> types;
  private final boolean items;
  private final boolean shown;

  private Answers(Map<String, AnswerType> types, boolean items, boolean shown) {
    this.types = Map.copyOf(types);
    this.items = items;
    this.shown = shown;
  }

  /** A remark, and whatever is added. */
  public static Answers withComment() {
    return withoutComment().text(COMMENT);
  }

  /** Only what is added. */
  public static Answers withoutComment() {
    return new Answers(Map.of(), false, false);
  }

  public Answers yesOrNo(String... names) {
    return and(AnswerType.YES_OR_NO, names);
  }

  public Answers text(String... names) {
    return and(AnswerType.TEXT, names);
  }

  public Answers pointInTime(String... names) {
    return and(AnswerType.POINT_IN_TIME, names);
  }

  /** Also its points, one by one. */
  public Answers items() {
    return new Answers(types, true, shown);
  }

  /** Also a checksum of what the form has shown, if it has. */
  public Answers withShown() {
    return new Answers(types, items, true);
  }

  private Answers and(AnswerType type, String... names) {
    Map<String, AnswerType> all = new HashMap<>(types);
    for (String name : names) {
      all.put(name, type);
    }
    return new Answers(all, items, shown);
  }

  /** Without the points one by one. */
  Set<String> names() {
    return types.keySet();
  }

  static boolean isItem(String name) {
    return ITEM.matcher(name).matches();
  }

  /**
   * What was entered in a task, judged: each answer is one that the task asks for, and of its type.
   *
   * @return the answers, without the points that are answered one by one
   * @throws TaskRefused if anything else was entered
   */
  Map<String, Object> judged(DelegateTask task) {
    Map<String, Object> answers = new HashMap<>();
    for (String name : task.getVariableNamesLocal()) {
      if (ListedPlace.NAMES.contains(name)) {
        continue; // what the list shows; nothing asks for it and nothing reads it
      }
      Object value = task.getVariableLocal(name);
      AnswerType type = types.get(name);
      if (type != null) {
        if (value != null) {
          type.require(name.equals(COMMENT) ? REMARK : name, value);
        }
        answers.put(name, value);
      } else if (shown && name.equals(SHOWN)) {
        AnswerType.requireText(name, value, LONGEST_SHOWN);
      } else if (!items || !isItem(name)) {
        throw new TaskRefused(
            "Das Formular dieser Aufgabe fragt nicht nach „" + shown(name) + "“.");
      } else if (value != null) {
        AnswerType.requireText(name, value, LONGEST_ITEM);
      }
    }
    return answers;
  }

  private static String shown(String name) {
    String plain = name.replaceAll("[^\\p{Alnum}_.-]", "?");
    return plain.length() <= 40 ? plain : plain.substring(0, 40) + "…";
  }
}
