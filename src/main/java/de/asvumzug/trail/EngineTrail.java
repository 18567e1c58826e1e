package de.asvumzug.trail;

import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Writes on the trail what the engine does, within the engine's own transaction: activities and
 * events that start, end or are cancelled; tasks that are created, taken over and decided. Gateways
 * and flows are left out: what follows them says the same.
 *
 * <p>An activity gives a line at its start and one at its end, per school where it runs per school.
 * An event that happens in one moment gives one line. The engine publishes each event on the thread
 * of its transaction; if that rolls back, the line goes with it.
 */
@Component
class EngineTrail {
  private final AuditTrail trail;
  private final Decisions decisions;
  private final CurrentPerson person;

  EngineTrail(AuditTrail trail, Decisions decisions, CurrentPerson person) {
    this.trail = trail;
    this.decisions = decisions;
    this.person = person;
  }

  @EventListener
  void on(DelegateExecution execution) {
    FlowElement element = element(execution);
    if (element == null || MigrationKey.migration(execution).isEmpty()) {
      return;
    }
    boolean start = ExecutionListener.EVENTNAME_START.equals(execution.getEventName());
    boolean end = ExecutionListener.EVENTNAME_END.equals(execution.getEventName());
    if (end && execution.isCanceled()) {
      write(execution, element, TrailKind.STEP_CANCELLED, label(element) + " wurde abgebrochen.");
    } else if (element instanceof Activity || element instanceof IntermediateCatchEvent) {
      if (start) {
        write(execution, element, TrailKind.STEP_STARTED, label(element) + " beginnt.");
      } else if (end) {
        write(execution, element, TrailKind.STEP_ENDED, label(element) + " ist beendet.");
      }
    } else if (end && element instanceof Event) {
      write(execution, element, TrailKind.STEP_ENDED, label(element) + " ist eingetreten.");
    }
  }

  @EventListener
  void on(DelegateTask task) {
    if (MigrationKey.migration(task.getExecution()).isEmpty()) {
      return;
    }
    switch (task.getEventName()) {
      case TaskListener.EVENTNAME_CREATE ->
          write(task, TrailKind.TASK_CREATED, label(task) + " wartet auf jemanden.", groups(task));
      case TaskListener.EVENTNAME_ASSIGNMENT -> assigned(task);
      case TaskListener.EVENTNAME_COMPLETE ->
          write(
              task,
              TrailKind.DECISION,
              label(task) + " wurde von " + actor() + " abgeschlossen.",
              decisions.of(task));
      default -> {
        // A deleted task is a cancelled step and has its line already; updates decide nothing.
      }
    }
  }

  private void assigned(DelegateTask task) {
    String assignee = task.getAssignee();
    String text =
        StringUtils.hasText(assignee)
            ? label(task) + " hat " + assignee + " übernommen."
            : label(task) + " ist wieder frei.";
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("task", task.getId());
    details.put("assignee", assignee);
    write(task, TrailKind.TASK_ASSIGNED, text, details);
  }

  private static Map<String, Object> groups(DelegateTask task) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("task", task.getId());
    details.put(
        "groups",
        task.getCandidates().stream()
            .map(link -> link.getGroupId())
            .filter(StringUtils::hasText)
            .sorted()
            .toList());
    return details;
  }

  /** Steps are the system's acts, also where a person's click set them going. */
  private void write(
      DelegateExecution execution, FlowElement element, TrailKind kind, String text) {
    trail.append(
        new AuditEvent(
            MigrationKey.migration(execution).orElseThrow(),
            kind,
            AuditEvent.SYSTEM,
            element.getId(),
            MigrationKey.school(execution).orElse(null),
            null,
            text,
            Map.of("activity", String.valueOf(execution.getActivityInstanceId()))));
  }

  private void write(DelegateTask task, TrailKind kind, String text, Map<String, Object> details) {
    trail.append(
        new AuditEvent(
            MigrationKey.migration(task.getExecution()).orElseThrow(),
            kind,
            actor(),
            task.getTaskDefinitionKey(),
            MigrationKey.school(task.getExecution()).orElse(null),
            null,
            text,
            details));
  }

  private String actor() {
    return person.id().orElse(AuditEvent.SYSTEM);
  }

  /** Null for the process itself and for flows. */
  private static FlowElement element(DelegateExecution execution) {
    return execution.getCurrentTransitionId() == null
        ? execution.getBpmnModelElementInstance()
        : null;
  }

  private static String label(FlowElement element) {
    return label(element.getName(), element.getId());
  }

  private static String label(DelegateTask task) {
    return label(task.getName(), task.getTaskDefinitionKey());
  }

  /** Names in models are broken over lines; on the trail a name is one line. */
  private static String label(String name, String id) {
    return "„" + (StringUtils.hasText(name) ? name.strip().replaceAll("\\s+", " ") : id) + "“";
  }
}
