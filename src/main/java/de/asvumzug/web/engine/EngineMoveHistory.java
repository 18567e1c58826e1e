package de.asvumzug.web.engine;

import de.asvumzug.web.move.MoveHistory;
import de.asvumzug.web.move.MoveState;
import de.asvumzug.web.move.MoveStatus;
import de.asvumzug.web.move.StepProgress;
import de.asvumzug.web.move.StepReadModel;
import de.asvumzug.web.move.StepStanding;
import de.asvumzug.web.move.StepView;
import de.asvumzug.web.move.WaitingForSite;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricActivityInstanceQuery;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Reads the engine's history of a move: the process {@code asv-migration} and everything that it
 * calls has the move's id as business key.
 */
@Component
public class EngineMoveHistory implements MoveHistory {
  /** Processes that wait for somebody to put something right. */
  private static final Set<String> TROUBLE = Set.of("incident", "two-servers", "machine-returned");

  private static final String ROLLBACK = "rollback";
  private static final String CANCELLED_BEFORE_START = "notifyCancellation";

  /** Containers of other elements, not steps of their own. */
  private static final Set<String> CONTAINERS = Set.of("subProcess", "multiInstanceBody");

  /**
   * An attempt's start is written by another component than the element's, so allow for a delay.
   */
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final HistoryService history;
  private final RuntimeService runtime;
  private final StepReadModel table;
  private final WaitingForSite waiting;
  private final EngineStandings standings;

  public EngineMoveHistory(
      @Lazy HistoryService history,
      @Lazy RuntimeService runtime,
      StepReadModel table,
      WaitingForSite waiting,
      EngineStandings standings) {
    this.history = history;
    this.runtime = runtime;
    this.table = table;
    this.waiting = waiting;
    this.standings = standings;
  }

  @Override
  public MoveStatus status(String migrationId) {
    List<HistoricProcessInstance> instances = instances(migrationId);
    Optional<HistoricProcessInstance> root =
        instances.stream()
            .filter(i -> i.getProcessDefinitionKey().equals(EngineMigrationStarter.KEY))
            .findFirst();
    if (root.isEmpty()) {
      return new MoveStatus(MoveState.NOT_STARTED, null, null, null, List.of());
    }
    HistoricProcessInstance main = root.get();
    boolean ended = main.getEndTime() != null;
    boolean givenUp = givenUp(main.getId(), instances);
    MoveState state =
        ended
            ? givenUp ? MoveState.ABORTED : MoveState.DONE
            : givenUp
                ? MoveState.ROLLING_BACK
                : trouble(instances) ? MoveState.TROUBLE : MoveState.RUNNING;
    return new MoveStatus(
        state,
        ended ? null : phase(main.getId()),
        instant(main.getStartTime()),
        instant(main.getEndTime()),
        ended ? List.of() : waitsFor(instances));
  }

  /** Empty while a server works. */
  private List<String> waitsFor(List<HistoricProcessInstance> instances) {
    List<StepView> open = open(instances).stream().filter(StepView::work).toList();
    boolean working =
        open.stream().anyMatch(step -> step.standing().kind() == StepStanding.Kind.RUNNING);
    return working
        ? List.of()
        : open.stream()
            .map(StepView::standing)
            .filter(standing -> standing.kind() == StepStanding.Kind.WAITING)
            .map(StepStanding::whom)
            .distinct()
            .sorted()
            .toList();
  }

  private List<HistoricProcessInstance> instances(String migrationId) {
    return history
        .createHistoricProcessInstanceQuery()
        .processInstanceBusinessKey(migrationId)
        .orderByProcessInstanceStartTime()
        .asc()
        .list();
  }

  private boolean givenUp(String rootId, List<HistoricProcessInstance> instances) {
    return instances.stream().anyMatch(i -> i.getProcessDefinitionKey().equals(ROLLBACK))
        || history
                .createHistoricActivityInstanceQuery()
                .processInstanceId(rootId)
                .activityId(CANCELLED_BEFORE_START)
                .count()
            > 0;
  }

  private boolean trouble(List<HistoricProcessInstance> instances) {
    return instances.stream()
        .filter(i -> i.getEndTime() == null)
        .anyMatch(
            i ->
                TROUBLE.contains(i.getProcessDefinitionKey())
                    || runtime.createIncidentQuery().processInstanceId(i.getId()).count() > 0);
  }

  private String phase(String rootId) {
    String names =
        history
            .createHistoricActivityInstanceQuery()
            .processInstanceId(rootId)
            .unfinished()
            .list()
            .stream()
            .filter(a -> !CONTAINERS.contains(a.getActivityType()))
            .sorted(Comparator.comparing(HistoricActivityInstance::getStartTime))
            .map(EngineMoveHistory::name)
            .distinct()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? null : names;
  }

  @Override
  public List<StepView> steps(String migrationId) {
    return instances(migrationId).stream()
        .flatMap(instance -> steps(instance, false).stream())
        .sorted(Comparator.comparing(StepView::startedAt))
        .toList();
  }

  @Override
  public List<StepView> openSteps(String migrationId) {
    return open(instances(migrationId));
  }

  private List<StepView> open(List<HistoricProcessInstance> instances) {
    return instances.stream()
        .filter(instance -> instance.getEndTime() == null)
        .flatMap(instance -> steps(instance, true).stream())
        .sorted(Comparator.comparing(StepView::startedAt))
        .toList();
  }

  /**
   * @param open whether only what has not ended is asked for: a list of moves needs no more
   */
  private List<StepView> steps(HistoricProcessInstance instance, boolean open) {
    HistoricActivityInstanceQuery query =
        history.createHistoricActivityInstanceQuery().processInstanceId(instance.getId());
    if (open) {
      query.unfinished();
    }
    Map<String, String> schools = schools(instance.getId());
    List<StepReadModel.Attempt> attempts = table.attempts(instance.getId());
    EngineStandings.Instance standing = open ? standings.ofOpen(instance) : standings.of(instance);
    return query.orderPartiallyByOccurrence().asc().list().stream()
        .filter(activity -> !CONTAINERS.contains(activity.getActivityType()))
        .map(
            activity ->
                view(
                    instance, activity, schools.get(activity.getExecutionId()), attempts, standing))
        .toList();
  }

  /** The school that an execution works for, where a step is carried out per school. */
  private Map<String, String> schools(String processInstanceId) {
    return history
        .createHistoricVariableInstanceQuery()
        .processInstanceId(processInstanceId)
        .variableName("schoolNumber")
        .list()
        .stream()
        .filter(variable -> variable.getValue() != null)
        .collect(
            Collectors.toMap(
                HistoricVariableInstance::getExecutionId,
                variable -> variable.getValue().toString(),
                (first, second) -> second));
  }

  private StepView view(
      HistoricProcessInstance instance,
      HistoricActivityInstance activity,
      String school,
      List<StepReadModel.Attempt> attempts,
      EngineStandings.Instance standing) {
    List<StepReadModel.Attempt> own =
        attempts.stream().filter(attempt -> belongs(attempt, activity, school)).toList();
    Optional<StepReadModel.Attempt> last =
        own.isEmpty() ? Optional.empty() : Optional.of(own.get(own.size() - 1));
    StepProgress site =
        last.isEmpty() && activity.getEndTime() == null ? waiting.at(instance, activity) : null;
    return new StepView(
        instance.getProcessDefinitionKey(),
        activity.getActivityId(),
        name(activity),
        activity.getActivityType(),
        school != null ? school : last.map(StepReadModel.Attempt::school).orElse(null),
        state(activity),
        instant(activity.getStartTime()),
        instant(activity.getEndTime()),
        activity.getAssignee(),
        own.size(),
        last.map(StepReadModel.Attempt::state).orElse(null),
        site != null ? site : last.map(StepReadModel.Attempt::progress).orElse(null),
        standing.of(activity, last.map(StepReadModel.Attempt::state).orElse(null), site != null));
  }

  private static boolean belongs(
      StepReadModel.Attempt attempt, HistoricActivityInstance activity, String school) {
    if (!attempt.element().equals(activity.getActivityId())
        || school != null && attempt.school() != null && !school.equals(attempt.school())) {
      return false;
    }
    Instant at = attempt.startedAt();
    return at == null
        || !at.isBefore(instant(activity.getStartTime()).minus(SLACK))
            && (activity.getEndTime() == null
                || !at.isAfter(instant(activity.getEndTime()).plus(SLACK)));
  }

  private static StepView.State state(HistoricActivityInstance activity) {
    if (activity.getEndTime() == null) {
      return StepView.State.RUNNING;
    }
    return activity.isCanceled() ? StepView.State.CANCELLED : StepView.State.ENDED;
  }

  private static String name(HistoricActivityInstance activity) {
    return activity.getActivityName() == null
        ? activity.getActivityId()
        : activity.getActivityName();
  }

  private static Instant instant(Date date) {
    return date == null ? null : date.toInstant();
  }
}
