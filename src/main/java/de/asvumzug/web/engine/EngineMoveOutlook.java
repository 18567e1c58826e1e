package de.asvumzug.web.engine;

import de.asvumzug.check.guard.AnsweringServers;
import de.asvumzug.check.guard.AnsweringServers.Look;
import de.asvumzug.plan.AbortVariables;
import de.asvumzug.plan.Migration;
import de.asvumzug.step.incident.ExpectedEnds;
import de.asvumzug.task.briefing.EvidenceTables;
import de.asvumzug.web.move.MoveOutlook;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks the engine's history, the evidence and the last look at the servers. */
@Component
class EngineMoveOutlook implements MoveOutlook {
  private final HistoryService history;
  private final ExpectedEnds ends;
  private final AnsweringServers answering;
  private final EvidenceTables evidence;

  EngineMoveOutlook(
      @Lazy HistoryService history,
      ExpectedEnds ends,
      AnsweringServers answering,
      EvidenceTables evidence) {
    this.history = history;
    this.ends = ends;
    this.answering = answering;
    this.evidence = evidence;
  }

  @Override
  public Outlook of(Migration migration) {
    Optional<Look> look = answering.last(migration.id());
    return new Outlook(
        look.map(Look::words).orElse(null),
        look.map(Look::at).orElse(null),
        ends.latest(migration.id()).orElse(null),
        abort(migration.id()).orElse(null),
        evidence.remains(migration).orElse(null));
  }

  private Optional<Abort> abort(String migrationId) {
    return history
        .createHistoricProcessInstanceQuery()
        .processInstanceBusinessKey(migrationId)
        .processDefinitionKey(EngineMigrationStarter.KEY)
        .list()
        .stream()
        .findFirst()
        .flatMap(
            root ->
                variable(root.getId(), AbortVariables.BY)
                    .map(
                        by ->
                            new Abort(
                                by, variable(root.getId(), AbortVariables.REASON).orElse(""))));
  }

  private Optional<String> variable(String instance, String name) {
    return history
        .createHistoricVariableInstanceQuery()
        .processInstanceId(instance)
        .variableName(name)
        .list()
        .stream()
        .map(HistoricVariableInstance::getValue)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .findFirst();
  }
}
