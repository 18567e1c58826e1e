package de.asvumzug.delegate.monitor;

import de.asvumzug.common.GermanFormat;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** When a move's retention is over, by what the engine did. */
@Component
class RetentionEnds {
  private static final String MOVE = "asv-migration";
  private static final String RETENTION = "waitForRetention";

  private final HistoryService history;

  RetentionEnds(@Lazy HistoryService history) {
    this.history = history;
  }

  /**
   * Empty while anything of the move still runs. An accepted move ends after its retention; for one
   * that was taken back or cancelled the same time begins with its end.
   */
  Optional<Instant> of(String migrationId, TemporalAmount retention) {
    List<HistoricProcessInstance> all =
        history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(migrationId).list();
    if (all.stream().anyMatch(one -> one.getEndTime() == null)
        || all.stream().noneMatch(one -> MOVE.equals(one.getProcessDefinitionKey()))) {
      return Optional.empty();
    }
    boolean waited =
        all.stream()
            .filter(one -> MOVE.equals(one.getProcessDefinitionKey()))
            .anyMatch(this::hasWaited);
    return all.stream()
        .map(one -> one.getEndTime().toInstant())
        .max(Comparator.naturalOrder())
        .map(end -> waited ? end : after(end, retention));
  }

  private boolean hasWaited(HistoricProcessInstance move) {
    return history
        .createHistoricActivityInstanceQuery()
        .processInstanceId(move.getId())
        .activityId(RETENTION)
        .finished()
        .list()
        .stream()
        .anyMatch(wait -> !wait.isCanceled());
  }

  private static Instant after(Instant end, TemporalAmount retention) {
    // Only a calendar knows how long a month is.
    return ZonedDateTime.ofInstant(end, GermanFormat.BERLIN).plus(retention).toInstant();
  }
}
