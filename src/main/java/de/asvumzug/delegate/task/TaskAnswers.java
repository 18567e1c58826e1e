package de.asvumzug.delegate.task;

import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.DelegateTask;

/**
 * Which answers each task asks for, and of what type: those of its form, and nothing else. The
 * engine would take any variable: a school could name another school's number as its own, answer
 * the points of another school's task, or change the route of the whole move. A task that is not
 * listed (the manual twins {@code <id>Manually}) asks whether it is done.
 */
final class TaskAnswers {
  private static final Class<?> YES_OR_NO = Boolean.class;
  private static final Class<?> TEXT = String.class;
  private static final Class<?> POINT_IN_TIME = Date.class;

  /** The answers to the points of a task, one by one: {@code item_0}, {@code item_1} and so on. */
  private static final Pattern ITEM = Pattern.compile("item_[0-9]{1,4}");

  private static final Set<String> WITH_ITEMS =
      Set.of("confirmOpenClients", "completeTenantData", "resolveFindings");
  private static final int LONGEST_ITEM = 4000;

  private static final Map<String, Class<?>> DONE = Map.of("done", YES_OR_NO, "comment", TEXT);
  private static final Map<String, Class<?>> LOGIN =
      Map.of("loginWorks", YES_OR_NO, "comment", TEXT);

  private static final Map<String, Map<String, Class<?>>> BY_ELEMENT = byElement();

  private TaskAnswers() {}

  private static Map<String, Map<String, Class<?>>> byElement() {
    Map<String, Map<String, Class<?>>> all = new HashMap<>();
    all.put("agreeSchedule", yesOrNo("agreed"));
    all.put(
        "proposeSchedule",
        Map.of("proposedStart", POINT_IN_TIME, "proposedEnd", POINT_IN_TIME, "comment", TEXT));
    all.put(
        "resolveFindings",
        Map.of("findingsResolved", YES_OR_NO, "overruleWord", TEXT, "comment", TEXT));
    all.put("confirmOverrule", yesOrNo("overruleConfirmed"));
    all.put("approveMove", yesOrNo("approved"));
    all.put("exportReports", yesOrNo("reportsExported"));
    all.put(
        "confirmPreparation",
        Map.of("prepared", YES_OR_NO, "oldSysLoginWorks", YES_OR_NO, "comment", TEXT));
    all.put("releaseCutover", yesOrNo("released"));
    all.put("confirmSysLogin", LOGIN);
    all.put("confirmOriginalLogin", LOGIN);
    all.put("confirmSourceLogin", LOGIN);
    all.put("acceptMigration", yesOrNo("accepted"));
    all.put("refreshApplicationData", yesOrNo("applicationDataRefreshed"));
    all.put("recheckData", yesOrNo("dataComplete"));
    all.put("completeTenantData", yesOrNo("dataComplete"));
    all.put("decideOverrun", Map.of("decision", TEXT, "comment", TEXT));
    all.put("callRecipient", Map.of("decision", TEXT, "address", TEXT, "comment", TEXT));
    all.put("handleIncident", Map.of("decision", TEXT, "reason", TEXT, "howOff", TEXT));
    all.put("confirmSkip", yesOrNo("skipConfirmed"));
    all.put("clearRemains", Map.of("decision", TEXT, "reason", TEXT));
    all.put("confirmOutOfUse", yesOrNo("outOfUseConfirmed"));
    return Map.copyOf(all);
  }

  private static Map<String, Class<?>> yesOrNo(String question) {
    return Map.of(question, YES_OR_NO, "comment", TEXT);
  }

  /** The answers that a task asks for, with their types; without the points one by one. */
  static Map<String, Class<?>> of(String element) {
    return BY_ELEMENT.getOrDefault(element, DONE);
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
  static Map<String, Object> judged(DelegateTask task) {
    String element = task.getTaskDefinitionKey();
    Map<String, Class<?>> asked = of(element);
    Collection<String> given = task.getVariableNamesLocal();
    Map<String, Object> answers = new HashMap<>();
    for (String name : given) {
      Class<?> type = asked.get(name);
      if (type != null) {
        answers.put(name, judged(name, task.getVariableLocal(name), type));
      } else if (isItem(name) && WITH_ITEMS.contains(element)) {
        text(name, task.getVariableLocal(name), LONGEST_ITEM);
      } else {
        throw new TaskRefused(
            "Das Formular dieser Aufgabe fragt nicht nach „" + shown(name) + "“.");
      }
    }
    return answers;
  }

  private static Object judged(String name, Object value, Class<?> type) {
    if (value == null) {
      return null;
    }
    if (type == TEXT) {
      return text(name, value, Completion.SHORT_TEXT);
    }
    if (!type.isInstance(value)) {
      throw new TaskRefused(
          type == YES_OR_NO
              ? "Die Angabe „" + name + "“ muss Ja oder Nein sein."
              : "Bitte geben Sie Datum und Uhrzeit an (" + name + ").");
    }
    return value;
  }

  private static Object text(String name, Object value, int longest) {
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)) {
      throw new TaskRefused("Das Feld „" + name + "“ muss ein Text sein.");
    }
    if (text.length() > longest) {
      throw new TaskRefused(
          "Das Feld „%s“ ist zu lang (%d Zeichen); höchstens %d sind möglich."
              .formatted(name, text.length(), longest));
    }
    if (!storable(text)) {
      throw new TaskRefused(
          "Das Feld „" + name + "“ enthält Zeichen, die sich nicht speichern lassen.");
    }
    return text;
  }

  /** Neither the character 0 nor half a character: the database takes none of them. */
  private static boolean storable(String text) {
    return text.codePoints().noneMatch(c -> c == 0 || c >= 0xD800 && c <= 0xDFFF);
  }

  private static String shown(String name) {
    String plain = name.replaceAll("[^\\p{Alnum}_.-]", "?");
    return plain.length() <= 40 ? plain : plain.substring(0, 40) + "…";
  }
}
