package de.asvumzug.web.engine;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.PlanVariables;
import de.asvumzug.web.command.WaitingMove;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Execution;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Asks and tells the processes of a move by the messages {@code MoveWindow} and {@code StartNow} of
 * its model.
 */
@Component
public class EngineWaitingMove implements WaitingMove {
  private static final String MOVE_WINDOW = "MoveWindow";
  private static final String START_NOW = "StartNow";

  /** Kept by the scope that waits, so they are gone with it. */
  private static final String ASKED_BY = "startAskedBy";

  private static final String ASKED_WHY = "startAskedWhy";
  private static final String PREPARE = "prepare";
  private static final List<String> TIMERS =
      List.of("waitForReminder", "waitForWindow", "waitForDayBefore");

  private final RuntimeService runtime;
  private final TaskService tasks;

  public EngineWaitingMove(@Lazy RuntimeService runtime, @Lazy TaskService tasks) {
    this.runtime = runtime;
    this.tasks = tasks;
  }

  @Override
  public State state(String migrationId) {
    if (waits(migrationId)) {
      return State.WAITING;
    }
    if (open(migrationId, "proposeSchedule")) {
      return State.TO_BE_PROPOSED;
    }
    if (open(migrationId, "agreeSchedule")) {
      return State.SCHOOLS_ASKED;
    }
    if (TIMERS.stream().anyMatch(timer -> at(migrationId, timer))) {
      return State.OLDER_MODEL;
    }
    return preparing(migrationId) ? State.PREPARING : State.TOO_LATE;
  }

  private boolean preparing(String migrationId) {
    return runtime
            .createProcessInstanceQuery()
            .processInstanceBusinessKey(migrationId)
            .processDefinitionKey(PREPARE)
            .count()
        > 0;
  }

  private boolean at(String migrationId, String element) {
    return runtime
            .createExecutionQuery()
            .processInstanceBusinessKey(migrationId)
            .activityId(element)
            .count()
        > 0;
  }

  private boolean waits(String migrationId) {
    return scope(migrationId).isPresent();
  }

  /** The id of the scope that waits. */
  private Optional<String> scope(String migrationId) {
    return runtime
        .createExecutionQuery()
        .processInstanceBusinessKey(migrationId)
        .messageEventSubscriptionName(MOVE_WINDOW)
        .list()
        .stream()
        .map(Execution::getId)
        .findFirst();
  }

  private boolean open(String migrationId, String task) {
    return tasks
            .createTaskQuery()
            .processInstanceBusinessKey(migrationId)
            .taskDefinitionKey(task)
            .count()
        > 0;
  }

  @Override
  public boolean prepareAnew(String migrationId) {
    // All rather than one: that there is none is an answer, and no exception spoils the
    // transaction.
    return !runtime
        .createMessageCorrelation(MOVE_WINDOW)
        .processInstanceBusinessKey(migrationId)
        .correlateAllWithResult()
        .isEmpty();
  }

  @Override
  public Optional<StartRequest> startRequest(String migrationId) {
    return scope(migrationId)
        .map(runtime::getVariablesLocal)
        .filter(variables -> variables.get(ASKED_BY) != null)
        .map(
            variables ->
                new StartRequest(
                    variables.get(ASKED_BY).toString(),
                    Objects.toString(variables.get(ASKED_WHY), "")));
  }

  @Override
  public boolean keepStartRequest(String migrationId, StartRequest request) {
    Optional<String> scope = scope(migrationId);
    scope.ifPresent(
        id ->
            runtime.setVariablesLocal(
                id, Map.of(ASKED_BY, request.by(), ASKED_WHY, request.reason())));
    return scope.isPresent();
  }

  @Override
  public void dropStartRequest(String migrationId) {
    scope(migrationId)
        .ifPresent(id -> runtime.removeVariablesLocal(id, List.of(ASKED_BY, ASKED_WHY)));
  }

  @Override
  public boolean begin(Migration plan) {
    return !runtime
        .createMessageCorrelation(START_NOW)
        .processInstanceBusinessKey(plan.id())
        .setVariables(PlanVariables.schedule(plan))
        .correlateAllWithResult()
        .isEmpty();
  }
}
