package de.asvumzug.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.MigrationKey;
import de.asvumzug.trail.TrailKind;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.task.IdentityLink;

/**
 * A task that a person is completing: who, for which move, and what was entered. What was entered
 * stands on the task alone ({@link AnswersOnTheTask}) and is read there alone; what the model has
 * told is read from the process.
 */
public final class Completion implements Candidate {
  /** So many characters a field needs that must be filled in. */
  public static final int SHORTEST_TEXT = 3;

  /** So many characters a field takes at most. */
  public static final int SHORT_TEXT = 2000;

  private static final String SCHOOL_GROUP = "schule-";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DelegateTask task;
  private final String person;

  Completion(DelegateTask task, String person) {
    this.task = task;
    this.person = person;
  }

  public String element() {
    return task.getTaskDefinitionKey();
  }

  @Override
  public String person() {
    return person;
  }

  @Override
  public String migrationId() {
    return MigrationKey.required(task.getExecution());
  }

  @Override
  public String processInstance() {
    return task.getProcessInstanceId();
  }

  /** Schulnummer of a task that is done per school; only the school that was asked answers. */
  public String school() {
    String school = variable("schoolNumber");
    if (school.isEmpty()) {
      throw new TaskRefused("Zu dieser Aufgabe fehlt die Schulnummer.");
    }
    List<String> asked =
        task.getCandidates().stream()
            .map(IdentityLink::getGroupId)
            .filter(group -> group != null && group.startsWith(SCHOOL_GROUP))
            .toList();
    if (!asked.isEmpty() && !asked.contains(SCHOOL_GROUP + school)) {
      throw new TaskRefused("Diese Aufgabe gehört nicht zur Schule " + school + ".");
    }
    return school;
  }

  /** Element of the step that an incident is about; empty if the task is about none. */
  public String failedElement() {
    return variable("failedElement");
  }

  /** Whether the model has told the task's process something under this name. */
  public boolean knows(String variable) {
    return task.getExecution().getVariable(variable) != null;
  }

  @Override
  public String variable(String name) {
    return task.getExecution().getVariable(name) instanceof String text ? text : "";
  }

  /** Decisions that the model goes on with, from the phase that the task belongs to on. */
  public void remember(Map<String, Object> decisions) {
    task.getExecution().getProcessInstance().setVariables(decisions);
  }

  /** A yes or no that must have been given. */
  public boolean yesOrNo(String variable, String question) {
    if (task.getVariableLocal(variable) instanceof Boolean answer) {
      return answer;
    }
    throw new TaskRefused("Bitte beantworten Sie: " + question);
  }

  /** Whether anything was entered. */
  public boolean answered(String variable) {
    return task.getVariableLocal(variable) != null;
  }

  /** Whether something was ticked that may be left open. */
  public boolean said(String variable) {
    return Boolean.TRUE.equals(task.getVariableLocal(variable));
  }

  /** A confirmation without which the task is not done. */
  public void confirmed(String variable, String what) {
    if (!Boolean.TRUE.equals(task.getVariableLocal(variable))) {
      throw new TaskRefused("Bitte bestätigen Sie: " + what);
    }
  }

  /** A confirmation, to which a remark may be added. */
  public void confirmation(String variable, String what) {
    confirmed(variable, what);
    comment(false, "Bemerkung");
  }

  /** The confirmation that most tasks ask for. */
  public void done(String what) {
    confirmation("done", what);
  }

  /** A text that must be there, with at least {@link #SHORTEST_TEXT} letters. */
  public String text(String variable, String label, int longest) {
    String text = optionalText(variable, label, longest);
    if (text.length() < SHORTEST_TEXT) {
      throw new TaskRefused("Bitte füllen Sie das Feld „" + label + "“ aus.");
    }
    return text;
  }

  /** A text that may be missing; empty then. */
  public String optionalText(String variable, String label, int longest) {
    Object value = task.getVariableLocal(variable);
    if (value == null) {
      return "";
    }
    if (!(value instanceof String text)) {
      throw new TaskRefused("Das Feld „" + label + "“ muss ein Text sein.");
    }
    if (text.length() > longest) {
      throw new TaskRefused(
          "Das Feld „%s“ ist zu lang (%d Zeichen); höchstens %d sind möglich."
              .formatted(label, text.length(), longest));
    }
    return text.strip();
  }

  /** The remark; must be there if the answer was not the hoped-for one. */
  public String comment(boolean needed, String label) {
    return needed
        ? text("comment", label, SHORT_TEXT)
        : optionalText("comment", "Bemerkung", SHORT_TEXT);
  }

  /** A point in time that must have been given. */
  public Date date(String variable, String label) {
    if (task.getVariableLocal(variable) instanceof Date date) {
      return date;
    }
    throw new TaskRefused("Bitte geben Sie Datum und Uhrzeit an: " + label + ".");
  }

  /**
   * What was said to the single points of the task, by key. The answers end with the task: the
   * model does not need them.
   *
   * @throws TaskRefused if one of them is no answer
   */
  public Map<String, ItemAnswer> takeItemAnswers() {
    Map<String, ItemAnswer> answers = new HashMap<>();
    for (String name : List.copyOf(task.getVariableNamesLocal())) {
      if (Answers.isItem(name)) {
        ItemAnswer answer = itemAnswer(task.getVariableLocal(name));
        answers.put(answer.key(), answer);
        task.removeVariableLocal(name);
      }
    }
    return answers;
  }

  private static ItemAnswer itemAnswer(Object value) {
    try {
      ItemAnswer answer =
          value instanceof String text ? JSON.readValue(text, ItemAnswer.class) : null;
      if (answer != null && answer.key() != null && answer.answer() != null) {
        return answer;
      }
    } catch (JsonProcessingException e) {
      // Not what the form sends: refused like any other nonsense.
    }
    throw new TaskRefused(
        "Die Antworten zu den einzelnen Punkten sind nicht lesbar. Bitte laden Sie die Seite neu.");
  }

  /** The checksum of what the form has shown; empty if there was no form. It ends with the task. */
  public Optional<String> takeShown() {
    Object shown = task.getVariableLocal(Answers.SHOWN);
    task.removeVariableLocal(Answers.SHOWN);
    return shown instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** What this person decided, for the trail. */
  public AuditEvent decision(String text, Map<String, Object> details) {
    return new AuditEvent(
        migrationId(), TrailKind.DECISION, person, element(), null, null, text, details);
  }

  /** Keeps for the model who decided. */
  public void rememberPerson(String variable) {
    task.getExecution().setVariable(variable, person);
  }
}
