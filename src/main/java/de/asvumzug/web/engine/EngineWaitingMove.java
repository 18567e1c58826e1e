package de.asvumzug.web.engine;

import de.asvumzug.web.command.WaitingMove;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks and tells the processes of a move by the message {@code MoveWindow} of its model. */
@Component
public class EngineWaitingMove implements WaitingMove {
  private static final String MOVE_WINDOW = "MoveWindow";
  private static final String PREPARE = "prepare";
  private static final List<String> TIMERS = List.of("waitForDayBefore", "waitForWindow");

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
    return runtime
            .createExecutionQuery()
            .processInstanceBusinessKey(migrationId)
            .messageEventSubscriptionName(MOVE_WINDOW)
            .count()
        > 0;
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
}
