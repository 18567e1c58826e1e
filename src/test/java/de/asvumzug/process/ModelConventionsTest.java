package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ConditionExpression;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.Script;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The conventions of the models (docs/architecture.md §4), for every element of every model. */
class ModelConventionsTest {
  private static final Path FOLDER = Path.of("processes");
  static final Path DELEGATES = Path.of("src/main/java/de/asvumzug/delegate");

  /** The manual twins and the model in which their step follows. */
  private static final Map<String, String> TWINS_OF_CALLERS =
      Map.of("restoreTenantManually", "restore-tenants");

  /** What the plan and the rule table decide, before any phase begins. */
  private static final Set<String> DECISIONS =
      Set.of(
          "sourceVariant",
          "targetVariant",
          "route",
          "installTarget",
          "sourceContinues",
          "targetBackup",
          "testClient",
          "setUpServices",
          "updateService",
          "addressChanges",
          "regionalCentral",
          "installServerMode",
          "installTestClientMode",
          "runUpdateInstallerMode",
          "updateClientsMode",
          "backupTenantMode",
          "restoreTenantMode",
          "tenantAccessMode");

  private static final Pattern NAME = Pattern.compile("[a-zA-Z]+");

  private static final Set<String> GROUPS =
      Set.of(
          "technik", "betreiber", "it-management", "technik,betreiber", "schule-${schoolNumber}");

  static List<String> models() {
    return ProcessModels.PROCESSES;
  }

  @Test
  void every_file_of_the_folder_is_known_to_the_tests() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(ProcessModels.files());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void a_model_has_one_executable_process_named_as_its_file_and_kept_ten_years(String key) {
    Collection<Process> processes = all(key, Process.class);

    assertThat(processes).hasSize(1);
    Process process = processes.iterator().next();
    assertThat(process.getId()).isEqualTo(key);
    assertThat(process.isExecutable()).isTrue();
    assertThat(process.getName()).isNotBlank();
    assertThat(process.getCamundaHistoryTimeToLiveString()).isEqualTo("P3650D");
  }

  @ParameterizedTest
  @MethodSource("models")
  void every_element_is_documented(String key) {
    assertThat(all(key, FlowNode.class))
        .allSatisfy(node -> assertThat(documentation(node)).as(node.getId()).isNotBlank());
    assertThat(all(key, Process.class))
        .allSatisfy(process -> assertThat(documentation(process)).isNotBlank());
  }

  @ParameterizedTest
  @MethodSource("models")
  void everything_but_joins_has_a_name(String key) {
    assertThat(all(key, FlowNode.class))
        .filteredOn(node -> !(node instanceof Gateway gateway) || asks(gateway))
        .allSatisfy(node -> assertThat(node.getName()).as(node.getId()).isNotBlank());
  }

  @ParameterizedTest
  @MethodSource("models")
  void gateways_ask_and_their_flows_answer(String key) {
    assertThat(all(key, ExclusiveGateway.class))
        .filteredOn(ModelConventionsTest::asks)
        .allSatisfy(
            gateway -> {
              assertThat(gateway.getName()).endsWith("?");
              assertThat(gateway.getOutgoing())
                  .allSatisfy(flow -> assertThat(flow.getName()).as(flow.getId()).isNotBlank());
            });
  }

  @ParameterizedTest
  @MethodSource("models")
  void a_default_answer_has_no_condition_and_every_other_one_has(String key) {
    assertThat(all(key, ExclusiveGateway.class))
        .filteredOn(ModelConventionsTest::asks)
        .flatExtracting(ExclusiveGateway::getOutgoing)
        .allSatisfy(ModelConventionsTest::hasConditionUnlessDefault);
  }

  @ParameterizedTest
  @MethodSource("models")
  void a_step_on_a_server_has_its_own_topic_and_any_other_its_own_delegate(String key) {
    assertThat(all(key, ServiceTask.class))
        .allSatisfy(
            task -> {
              if ("external".equals(task.getCamundaType())) {
                assertThat(task.getCamundaTopic()).isEqualTo(task.getId());
              } else {
                assertThat(task.getCamundaDelegateExpression())
                    .isEqualTo("${" + task.getId() + "Delegate}");
                assertThat(task.isCamundaAsyncBefore()).as(task.getId()).isTrue();
              }
            });
  }

  @ParameterizedTest
  @MethodSource("models")
  void every_service_task_has_its_class(String key) throws Exception {
    assertThat(all(key, ServiceTask.class))
        .extracting(task -> className(task.getId()))
        .isSubsetOf(namesBelow(DELEGATES));
  }

  @ParameterizedTest
  @MethodSource("models")
  void every_user_task_has_its_group_and_its_form(String key) {
    assertThat(all(key, UserTask.class))
        .allSatisfy(
            task -> {
              assertThat(task.getCamundaCandidateGroups()).isIn(GROUPS);
              assertThat(task.getCamundaFormKey())
                  .isEqualTo("embedded:deployment:forms/" + form(task.getId()));
              assertThat(FOLDER.resolve("forms").resolve(form(task.getId()))).isRegularFile();
            });
  }

  @ParameterizedTest
  @MethodSource("models")
  void a_call_is_bound_to_its_deployment_and_hands_over_the_business_key(String key) {
    assertThat(all(key, CallActivity.class))
        .allSatisfy(
            call -> {
              assertThat(call.getCamundaCalledElementBinding()).isEqualTo("deployment");
              assertThat(ProcessModels.PROCESSES).contains(call.getCalledElement());
              assertThat(
                      call.getExtensionElements()
                          .getElementsQuery()
                          .filterByType(CamundaIn.class)
                          .list())
                  .extracting(CamundaIn::getCamundaBusinessKey)
                  .contains("#{execution.processBusinessKey}");
            });
    assertThat(all(key, BusinessRuleTask.class))
        .allSatisfy(
            task -> assertThat(task.getCamundaDecisionRefBinding()).isEqualTo("deployment"));
  }

  @ParameterizedTest
  @MethodSource("models")
  void no_model_holds_a_script(String key) {
    assertThat(all(key, ScriptTask.class)).isEmpty();
    assertThat(all(key, Script.class)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  void every_element_and_flow_is_drawn(String key) {
    assertThat(all(key, BpmnShape.class))
        .extracting(shape -> shape.getBpmnElement().getId())
        .containsExactlyInAnyOrderElementsOf(ids(key, FlowNode.class));
    assertThat(all(key, BpmnEdge.class))
        .extracting(edge -> edge.getBpmnElement().getId())
        .containsExactlyInAnyOrderElementsOf(ids(key, SequenceFlow.class));
  }

  @ParameterizedTest
  @MethodSource("models")
  void a_manual_twin_is_followed_by_the_step_itself_which_checks_the_work(String key) {
    assertThat(all(key, UserTask.class))
        .filteredOn(twin -> twin.getId().endsWith("Manually"))
        .allSatisfy(
            twin -> {
              String step = twin.getId().replace("Manually", "");
              assertThat(followers(key, twin)).as(twin.getId()).contains(step);
            });
  }

  @ParameterizedTest
  @MethodSource("models")
  void both_ways_of_a_step_lead_to_the_same_step(String key) {
    assertThat(all(key, ExclusiveGateway.class))
        .filteredOn(
            gateway ->
                gateway.getSucceedingNodes().list().stream()
                    .anyMatch(node -> node.getId().endsWith("Manually")))
        .allSatisfy(
            gateway -> {
              String twin = gateway.getDefault().getTarget().getId();
              String step = twin.replace("Manually", "");
              assertThat(twin).as(gateway.getId()).endsWith("Manually");
              assertThat(gateway.getOutgoing())
                  .filteredOn(flow -> flow.getName().endsWith("automatisch"))
                  .singleElement()
                  .satisfies(
                      flow -> {
                        assertThat(nodesAfterJoin(flow.getTarget())).containsExactly(step);
                        assertThat(flow.getConditionExpression().getTextContent())
                            .contains("Mode == 'AUTOMATIC'");
                      });
            });
  }

  @ParameterizedTest
  @MethodSource("models")
  void a_call_hands_over_every_variable_that_the_called_model_asks_for(String key) {
    assertThat(all(key, CallActivity.class))
        .allSatisfy(
            call ->
                assertThat(
                        call.getExtensionElements()
                            .getElementsQuery()
                            .filterByType(CamundaIn.class)
                            .list())
                    .as(call.getId())
                    .extracting(CamundaIn::getCamundaTarget)
                    .containsAll(needs(call.getCalledElement())));
  }

  @ParameterizedTest
  @MethodSource("models")
  void schools_that_end_at_the_same_time_do_not_get_in_each_others_way(String key) {
    assertThat(all(key, EndEvent.class))
        .filteredOn(end -> end.getParentElement() instanceof SubProcess scope && forSchools(scope))
        .allSatisfy(end -> assertThat(end.isCamundaAsyncBefore()).as(end.getId()).isTrue());
  }

  /** Server steps of many schools at once, which a worker ends in the same moment. */
  private static boolean forSchools(SubProcess scope) {
    return scope.getLoopCharacteristics() != null
        && scope.getChildElementsByType(ServiceTask.class).stream()
            .anyMatch(task -> "external".equals(task.getCamundaType()));
  }

  /** What a manual twin is followed by; a twin of a called model ends where its caller goes on. */
  private static List<String> followers(String key, UserTask twin) {
    String caller = TWINS_OF_CALLERS.get(twin.getId());
    if (caller == null) {
      return nodesAfterJoin(twin.getOutgoing().iterator().next().getTarget());
    }
    return all(caller, CallActivity.class).stream()
        .filter(call -> call.getCalledElement().equals(key))
        .flatMap(call -> call.getSucceedingNodes().list().stream())
        .flatMap(node -> node.getSucceedingNodes().list().stream())
        .flatMap(node -> inside(node).stream())
        .toList();
  }

  private static List<String> nodesAfterJoin(FlowNode join) {
    return join.getSucceedingNodes().list().stream().map(FlowNode::getId).toList();
  }

  private static List<String> inside(FlowNode node) {
    return node instanceof SubProcess scope
        ? scope.getChildElementsByType(ServiceTask.class).stream().map(BaseElement::getId).toList()
        : List.of(node.getId());
  }

  /** Variables of a model's conditions that none of its own elements is known to set. */
  private static Set<String> needs(String key) {
    Set<String> names = new TreeSet<>(Set.of("migrationId"));
    for (ConditionExpression condition : all(key, ConditionExpression.class)) {
      Matcher name = NAME.matcher(condition.getTextContent().replaceAll("'[^']*'", ""));
      while (name.find()) {
        names.add(name.group());
      }
    }
    names.retainAll(DECISIONS);
    if (key.equals("prepare")) {
      names.removeAll(DECISIONS); // its first step and the rule table set them
    }
    names.add("migrationId");
    return names;
  }

  private static void hasConditionUnlessDefault(SequenceFlow flow) {
    ExclusiveGateway gateway = (ExclusiveGateway) flow.getSource();
    ConditionExpression condition = flow.getConditionExpression();
    if (flow.equals(gateway.getDefault())) {
      assertThat(condition).as(flow.getId()).isNull();
    } else {
      assertThat(condition).as(flow.getId()).isNotNull();
    }
  }

  private static boolean asks(Gateway gateway) {
    return gateway instanceof ExclusiveGateway && gateway.getOutgoing().size() > 1;
  }

  private static String form(String id) {
    String name = id.endsWith("Manually") ? "performManually" : id;
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT) + ".html";
  }

  static String className(String id) {
    return Character.toUpperCase(id.charAt(0)) + id.substring(1) + "Delegate.java";
  }

  private static String documentation(BaseElement element) {
    return String.join(
        "", element.getDocumentations().stream().map(Documentation::getTextContent).toList());
  }

  private static <T extends BaseElement> List<String> ids(String key, Class<T> type) {
    return all(key, type).stream().map(BaseElement::getId).toList();
  }

  private static <T extends ModelElementInstance> Collection<T> all(String key, Class<T> type) {
    BpmnModelInstance model = ProcessModels.read(key);
    return model.getModelElementsByType(type);
  }

  /** Of all files in the folder and in those below it. */
  static Set<String> namesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
