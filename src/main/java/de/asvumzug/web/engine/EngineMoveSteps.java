package de.asvumzug.web.engine;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.PlanVariables;
import de.asvumzug.plan.RouteDecision.Answer;
import de.asvumzug.web.plan.MoveSteps;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Walks through the newest models with what a plan would make of their variables. */
@Component
public class EngineMoveSteps implements MoveSteps {
  private final RepositoryService repository;

  public EngineMoveSteps(@Lazy RepositoryService repository) {
    this.repository = repository;
  }

  @Override
  public List<Phase> of(Migration plan, Answer answer) {
    ModelWalk walk = new ModelWalk(this::model, new ModelConditions(variables(plan, answer)));
    return walk.from(EngineMigrationStarter.KEY);
  }

  private BpmnModelInstance model(String key) {
    ProcessDefinition newest =
        repository
            .createProcessDefinitionQuery()
            .processDefinitionKey(key)
            .latestVersion()
            .singleResult();
    return repository.getBpmnModelInstance(newest.getId());
  }

  private static Map<String, Object> variables(Migration plan, Answer answer) {
    Map<String, Object> variables = PlanVariables.all(plan);
    variables.put("route", answer.route().name());
    variables.put("installTarget", answer.install());
    variables.put("sourceContinues", answer.sourceContinues());
    variables.put("targetBackup", answer.targetBackup());
    boolean same = plan.source().version().sameRelease(plan.target().version());
    variables.put("structure", same ? "SAME" : "OLDER");
    return variables;
  }
}
