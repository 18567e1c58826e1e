package de.asvumzug.delegate.monitor;

import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Deletes texts from the engine's history of a move: remarks and reasons that people typed, and
 * addresses. What ran when stays, as do answers that are numbers, dates or yes and no.
 */
@Component
class EngineWords {
  private static final String TEXT = "string";

  private final HistoryService history;

  EngineWords(@Lazy HistoryService history) {
    this.history = history;
  }

  /** Of every process of a move that has ended; a second run finds nothing more. */
  void delete(String migrationId) {
    for (HistoricProcessInstance ended :
        history
            .createHistoricProcessInstanceQuery()
            .processInstanceBusinessKey(migrationId)
            .finished()
            .list()) {
      List<HistoricVariableInstance> texts =
          history
              .createHistoricVariableInstanceQuery()
              .processInstanceId(ended.getId())
              .variableTypeIn(TEXT)
              .list();
      texts.forEach(text -> history.deleteHistoricVariableInstance(text.getId()));
    }
  }
}
