package de.asvumzug.web.engine;

import de.asvumzug.web.move.GroupNames;
import de.asvumzug.web.plan.MoveSteps.Phase;
import de.asvumzug.web.plan.MoveSteps.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/**
 * One walk along the flows of the models, each element once. Branches that run beside each other
 * are told one after the other.
 */
final class ModelWalk {
  private static final String SCHOOL = "schule-";

  /** Ends the id of a person's task that does what the step of that name could do. */
  private static final String BY_HAND = "Manually";

  /** Work by a person's hands that has no twin among the services' steps. */
  private static final String CLONE = "cloneDatabase";

  private final Function<String, BpmnModelInstance> models;
  private final ModelConditions conditions;
  private final List<Phase> phases = new ArrayList<>();
  private final Set<String> noted = new HashSet<>();

  /**
   * @param models newest model by its key
   */
  ModelWalk(Function<String, BpmnModelInstance> models, ModelConditions conditions) {
    this.models = models;
    this.conditions = conditions;
  }

  List<Phase> from(String key) {
    process(key, null, false);
    return phases;
  }

  /** Where a walk through one process or sub-process has been. */
  private record Been(Set<FlowNode> seen, Map<FlowNode, Integer> arrived) {
    static Been nowhere() {
      return new Been(new HashSet<>(), new HashMap<>());
    }
  }

  private void process(String key, String phase, boolean eachSchool) {
    Process process = models.apply(key).getModelElementsByType(Process.class).iterator().next();
    inside(process.getFlowElements(), phase, eachSchool);
  }

  private void inside(Iterable<FlowElement> elements, String phase, boolean eachSchool) {
    Been been = Been.nowhere();
    for (FlowElement element : elements) {
      if (element instanceof StartEvent start) {
        walk(start, phase, eachSchool, been);
      }
    }
  }

  private void walk(FlowNode node, String phase, boolean eachSchool, Been been) {
    if (node instanceof ParallelGateway
        && been.arrived().merge(node, 1, Integer::sum) < node.getIncoming().size()) {
      return; // the other branches first
    }
    if (!been.seen().add(node)) {
      return;
    }
    visit(node, phase, eachSchool);
    for (SequenceFlow flow : next(node)) {
      walk(flow.getTarget(), phase, eachSchool, been);
    }
  }

  private void visit(FlowNode node, String phase, boolean eachSchool) {
    boolean each =
        eachSchool
            || node instanceof Activity activity && activity.getLoopCharacteristics() != null;
    if (node instanceof CallActivity call) {
      process(call.getCalledElement(), phaseOf(call, phase), each);
    } else if (node instanceof SubProcess part) {
      inside(part.getFlowElements(), phase == null ? part.getName() : phase, each);
    } else if (node instanceof Task || node instanceof IntermediateCatchEvent) {
      note(phase == null ? "Danach" : phase, step(node, each));
    }
  }

  /** Calls of the move itself are phases; what they call belongs to them. */
  private static String phaseOf(CallActivity call, String phase) {
    if (phase == null) {
      return call.getName();
    }
    boolean ofTheMove =
        call.getParentElement() instanceof SubProcess part && part.getName().equals(phase);
    return ofTheMove ? call.getName() : phase;
  }

  private List<SequenceFlow> next(FlowNode node) {
    if (!(node instanceof ExclusiveGateway gateway) || gateway.getOutgoing().size() < 2) {
      return List.copyOf(node.getOutgoing());
    }
    return gateway.getOutgoing().stream()
        .filter(flow -> flow.getConditionExpression() != null)
        .filter(flow -> conditions.hold(flow.getConditionExpression().getTextContent()))
        .findFirst()
        .or(() -> Optional.ofNullable(gateway.getDefault()))
        .map(List::of)
        .orElse(List.of());
  }

  private void note(String phase, Step step) {
    if (phases.isEmpty() || !phases.get(phases.size() - 1).name().equals(phase)) {
      phases.add(new Phase(phase, new ArrayList<>()));
    }
    phases.get(phases.size() - 1).steps().add(step);
    noted.add(step.element());
  }

  private Step step(FlowNode node, boolean eachSchool) {
    String id = node.getId();
    boolean byHand = id.endsWith(BY_HAND) || id.equals(CLONE);
    return new Step(id, node.getName(), whom(node), byHand, eachSchool);
  }

  private String whom(FlowNode node) {
    if (node instanceof UserTask task) {
      return groups(task);
    }
    if (node instanceof CatchEvent) {
      return "zur vereinbarten Zeit";
    }
    // The same step does the work, or looks at what a person has done.
    return noted.contains(node.getId() + BY_HAND) ? "automatisch, prüft nach" : "automatisch";
  }

  private static String groups(UserTask task) {
    List<String> names = new ArrayList<>();
    for (String group : task.getCamundaCandidateGroupsList()) {
      names.add(group.startsWith(SCHOOL) ? "Schule" : GroupNames.of(group));
    }
    return String.join(" oder ", names);
  }
}
