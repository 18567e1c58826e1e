package de.asvumzug.step.incident;

import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Until when people said that a move will take that goes on beyond its window. */
@Component
public class ExpectedEnds {
  /** Variable of the process {@code overrun}: what was answered. */
  public static final String END = "expectedEnd";

  /** Variable of the process {@code overrun}: its form asks for the end; older ones did not. */
  public static final String ASKED = "asksExpectedEnd";

  private final HistoryService history;

  public ExpectedEnds(@Lazy HistoryService history) {
    this.history = history;
  }

  /** What was said last; empty if nobody was asked or the move was not to go on. */
  public Optional<Instant> latest(String migrationId) {
    return history
        .createHistoricProcessInstanceQuery()
        .processDefinitionKey("overrun")
        .processInstanceBusinessKey(migrationId)
        .finished()
        .list()
        .stream()
        .max(Comparator.comparing(HistoricProcessInstance::getStartTime))
        .flatMap(overrun -> end(overrun.getId()));
  }

  private Optional<Instant> end(String overrun) {
    return history
        .createHistoricVariableInstanceQuery()
        .processInstanceId(overrun)
        .variableName(END)
        .list()
        .stream()
        .map(HistoricVariableInstance::getValue)
        .filter(Date.class::isInstance)
        .map(value -> ((Date) value).toInstant())
        .findFirst();
  }
}
