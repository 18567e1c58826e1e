package de.asvumzug.web.engine;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.security.account.Groups;
import de.asvumzug.task.PersonTasks;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.task.briefing.Briefing.Fact;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.school.SchoolForm;
import de.asvumzug.task.school.SchoolTask;
import de.asvumzug.web.briefing.BriefingSource;
import de.asvumzug.web.briefing.TaskTakeOver;
import de.asvumzug.web.move.Viewer;
import de.asvumzug.web.school.SchoolReply;
import de.asvumzug.web.school.SchoolTaskService;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks the engine for a school's task and completes it there. */
@Component
class EngineSchoolTaskService implements SchoolTaskService {
  private final TaskService tasks;
  private final FormService forms;
  private final HistoryService history;
  private final IdentityService identity;
  private final Groups groups;
  private final PersonTasks personTasks;
  private final BriefingSource briefings;
  private final TaskTakeOver takeOver;
  private final MigrationLookup migrations;

  EngineSchoolTaskService(
      @Lazy TaskService tasks,
      @Lazy FormService forms,
      @Lazy HistoryService history,
      @Lazy IdentityService identity,
      Groups groups,
      PersonTasks personTasks,
      BriefingSource briefings,
      TaskTakeOver takeOver,
      MigrationLookup migrations) {
    this.migrations = migrations;
    this.tasks = tasks;
    this.forms = forms;
    this.history = history;
    this.identity = identity;
    this.groups = groups;
    this.personTasks = personTasks;
    this.briefings = briefings;
    this.takeOver = takeOver;
  }

  @Override
  public Optional<Waiting> waiting(String id, Viewer viewer) {
    try {
      return find(id, viewer).map(task -> waiting(task, viewer));
    } catch (NullValueException e) {
      return Optional.empty(); // somebody answered while it was read
    }
  }

  private Waiting waiting(Task task, Viewer viewer) {
    Map<String, Object> variables = tasks.getVariables(task.getId());
    Migration move = migrations.get(String.valueOf(variables.get("migrationId")));
    String school = (String) variables.get("schoolNumber");
    SchoolTask asked = asked(task.getTaskDefinitionKey());
    Instant due = task.getDueDate() == null ? null : task.getDueDate().toInstant();
    String holder = task.getAssignee();
    return new Waiting(
        task.getId(),
        task.getName(),
        move.id(),
        move.window(),
        due,
        viewer.user().equals(holder) ? null : holder,
        asked,
        asked == null
            ? List.of()
            : news(asked, new BriefingDraft(move, school, variables, asked.text())),
        briefings.briefing(move.id(), task.getTaskDefinitionKey(), school, variables, due));
  }

  /** The task's own facts, without those that stand in every briefing. */
  private static List<Fact> news(SchoolTask asked, BriefingDraft alone) {
    asked.brief(alone);
    return alone.briefing().facts();
  }

  @Override
  public Optional<Over> over(String id, Viewer viewer) {
    return viewer.schoolGroups().stream()
        .map(
            group ->
                history
                    .createHistoricTaskInstanceQuery()
                    .taskId(id)
                    .taskHadCandidateGroup(group)
                    .finished()
                    .singleResult())
        .filter(found -> found != null)
        .findFirst()
        .map(this::over);
  }

  private Over over(HistoricTaskInstance task) {
    SchoolTask asked = asked(task.getTaskDefinitionKey());
    boolean answered = "completed".equals(task.getDeleteReason());
    return new Over(
        task.getId(),
        task.getName(),
        task.getEndTime().toInstant(),
        answered ? task.getAssignee() : null,
        answered && asked != null ? said(task, asked.form()) : null,
        asked);
  }

  private SchoolReply said(HistoricTaskInstance task, SchoolForm form) {
    Map<String, Object> values = new HashMap<>();
    history
        .createHistoricVariableInstanceQuery()
        .taskIdIn(task.getId())
        .list()
        .forEach(one -> values.put(one.getName(), one.getValue()));
    return new SchoolReply(
        values.get(form.question().field()) instanceof Boolean yes ? yes : null,
        values.get(SchoolForm.COMMENT) instanceof String words ? words : "",
        Set.of());
  }

  @Override
  @Transactional
  public void answer(String id, SchoolReply reply, Viewer viewer) {
    try {
      complete(id, reply, viewer);
    } catch (ProcessEngineException e) {
      throw plain(e);
    }
  }

  private void complete(String id, SchoolReply reply, Viewer viewer) {
    Task task = find(id, viewer).orElseThrow(TaskGone::new);
    Waiting waiting = waiting(task, viewer);
    if (waiting.task() == null) {
      throw new TaskGone();
    }
    if (waiting.holder() != null) {
      takeOver.takeOver(task, viewer.user());
    }
    Map<String, Object> answers =
        waiting
            .task()
            .form()
            .variables(reply.yes(), reply.words(), waiting.briefing().items(), reply.points());
    identity.setAuthentication(viewer.user(), groups.of(viewer.user()));
    try {
      if (task.getAssignee() == null) {
        tasks.claim(id, viewer.user());
      }
      forms.submitTaskForm(id, answers);
    } finally {
      identity.clearAuthentication();
    }
  }

  /** The engine wraps our sentences, and a lost race in one of ours. */
  private static RuntimeException plain(ProcessEngineException e) {
    if (cause(e, EngineSchoolTaskService::goneMeanwhile).isPresent()) {
      return new TaskGone();
    }
    return cause(e, OptimisticLockingException.class::isInstance)
        .or(() -> cause(e, TaskRefused.class::isInstance))
        .orElse(e);
  }

  /** Somebody's answer came in between: the task is away, or the right to it already is. */
  private static boolean goneMeanwhile(Throwable e) {
    return e instanceof NullValueException || e instanceof AuthorizationException;
  }

  private static Optional<RuntimeException> cause(Throwable e, Predicate<Throwable> wanted) {
    return Stream.iterate(e, one -> one != null, Throwable::getCause)
        .filter(wanted)
        .map(RuntimeException.class::cast)
        .findFirst();
  }

  /** A task of a school that is asked; who has claimed it is one of its people. */
  private Optional<Task> find(String id, Viewer viewer) {
    List<String> schools = viewer.schoolGroups();
    return schools.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(
                tasks
                    .createTaskQuery()
                    .taskId(id)
                    .taskCandidateGroupIn(schools)
                    .includeAssignedTasks()
                    .singleResult())
            .filter(
                task ->
                    tasks.getVariable(id, "schoolNumber") instanceof String school
                        && schools.contains(Groups.SCHOOL_PREFIX + school));
  }

  private SchoolTask asked(String element) {
    return personTasks.of(element) instanceof SchoolTask school ? school : null;
  }
}
