package de.asvumzug.task;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstanceQuery;
import org.springframework.stereotype.Component;

/**
 * Four eyes: some decisions need a person other than the one who took an earlier one. Who took it
 * stands in the engine's history, because a task is completed by the person it is assigned to only.
 */
@Component
public final class SecondPerson {
  private final HistoryService history;

  SecondPerson(HistoryService history) {
    this.history = history;
  }

  /** Looks for the earlier task in the whole move, over all its models. */
  public Optional<TaskRefused> refusalInMove(
      Candidate c, String earlier, String didWhat, String mayNot) {
    return refusal(c, query(earlier).processInstanceBusinessKey(c.migrationId()), didWhat, mayNot);
  }

  /** Looks for the earlier task in the same process instance. */
  public Optional<TaskRefused> refusalInInstance(
      Candidate c, String earlier, String didWhat, String mayNot) {
    return refusal(c, query(earlier).processInstanceId(c.processInstance()), didWhat, mayNot);
  }

  private HistoricTaskInstanceQuery query(String element) {
    return history.createHistoricTaskInstanceQuery().taskDefinitionKey(element).finished();
  }

  private static Optional<TaskRefused> refusal(
      Candidate c, HistoricTaskInstanceQuery query, String didWhat, String mayNot) {
    List<HistoricTaskInstance> newestFirst =
        query.orderByHistoricTaskInstanceEndTime().desc().listPage(0, 1);
    return !newestFirst.isEmpty() && c.person().equals(newestFirst.get(0).getAssignee())
        ? Optional.of(refused(didWhat, mayNot))
        : Optional.empty();
  }

  /** German: who did the one may not do the other. */
  public static TaskRefused refused(String didWhat, String mayNot) {
    return new TaskRefused(
        "Vier-Augen-Prinzip: Wer %s, darf nicht auch %s. Bitte eine zweite Person übernehmen lassen."
            .formatted(didWhat, mayNot));
  }
}
