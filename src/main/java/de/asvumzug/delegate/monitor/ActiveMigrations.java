package de.asvumzug.delegate.monitor;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which moves there is something to watch at, and that only one node watches at a time. */
@Component
class ActiveMigrations {
  private static final String WINDOW = "window";

  private final RuntimeService runtime;
  private final HistoryService history;
  private final JdbcClient database;

  ActiveMigrations(
      @Lazy RuntimeService runtime, @Lazy HistoryService history, JdbcClient database) {
    this.runtime = runtime;
    this.history = history;
    this.database = database;
  }

  /** Ids of moves whose window has begun and that are neither accepted nor being given up. */
  List<String> inWindow() {
    return runtime
        .createEventSubscriptionQuery()
        .eventType("message")
        .eventName("AbortMigration")
        .activityId("abortedInWindow")
        .list()
        .stream()
        .map(EventSubscription::getProcessInstanceId)
        .map(this::migrationOf)
        .distinct()
        .toList();
  }

  /** Ids of moves from the window's start until the retention is over, on the way back too. */
  List<String> withTwoServers() {
    Set<String> begun =
        history.createHistoricActivityInstanceQuery().activityId(WINDOW).list().stream()
            .map(HistoricActivityInstance::getProcessInstanceId)
            .collect(Collectors.toSet());
    return begun.isEmpty()
        ? List.of()
        : runtime.createProcessInstanceQuery().processInstanceIds(begun).list().stream()
            .map(ProcessInstance::getBusinessKey)
            .toList();
  }

  private String migrationOf(String instance) {
    return runtime
        .createProcessInstanceQuery()
        .processInstanceId(instance)
        .singleResult()
        .getBusinessKey();
  }

  /**
   * Keeps the other nodes from the same work until this transaction ends.
   *
   * @return false if another node is at it
   */
  boolean alone(String work, String migrationId) {
    return database
        .sql("select pg_try_advisory_xact_lock(hashtextextended(:what, 0))")
        .param("what", work + " " + migrationId)
        .query(Boolean.class)
        .single();
  }
}
