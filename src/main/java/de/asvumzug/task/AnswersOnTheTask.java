package de.asvumzug.task;

import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.stereotype.Component;

/**
 * Sets the answers of a task on the task alone, whichever way it is completed. The engine would set
 * them on the process instance, which all schools of a move share: an answer would be found by the
 * tasks of other schools. What the model goes on with is put there by {@link TaskRulesListener}
 * after the answers have been judged.
 *
 * <p>What a person may not do is no fault of the engine: a refused task is reported as a form that
 * is not valid (400), not as an error of the server.
 *
 * <p>Leans on the engine's internals, as the guard of query expressions does; look again before an
 * engine is changed.
 */
@Component
final class AnswersOnTheTask extends AbstractCamundaConfiguration {

  @Override
  public void preInit(SpringProcessEngineConfiguration configuration) {
    configuration.setTaskService(new Tasks());
    configuration.setFormService(new Forms());
  }

  /** Completes tasks, with answers on the task. */
  private static final class Tasks extends TaskServiceImpl {
    @Override
    public void complete(String task, Map<String, Object> answers) {
      answered(getCommandExecutor(), task, answers, new CompleteTaskCmd(task, null));
    }

    @Override
    public VariableMap completeWithVariablesInReturn(
        String task, Map<String, Object> answers, boolean deserialize) {
      return answered(
          getCommandExecutor(), task, answers, new CompleteTaskCmd(task, null, true, deserialize));
    }
  }

  /** Submits forms, with answers on the task. */
  private static final class Forms extends FormServiceImpl {
    @Override
    public void submitTaskForm(String task, Map<String, Object> answers) {
      answered(
          getCommandExecutor(), task, answers, new SubmitTaskFormCmd(task, null, false, false));
    }

    @Override
    public VariableMap submitTaskFormWithVariablesInReturn(
        String task, Map<String, Object> answers, boolean deserialize) {
      return answered(
          getCommandExecutor(),
          task,
          answers,
          new SubmitTaskFormCmd(task, null, true, deserialize));
    }
  }

  /** One transaction: a task that is refused keeps none of the answers. */
  private static <T> T answered(
      CommandExecutor engine, String id, Map<String, Object> answers, Command<T> completion) {
    try {
      return engine.execute(
          context -> {
            TaskEntity task = context.getTaskManager().findTaskById(id);
            if (task != null && answers != null) {
              task.setVariablesLocal(answers);
            }
            return completion.execute(context);
          });
    } catch (AuthorizationException e) {
      throw e;
    } catch (OptimisticLockingException e) {
      throw new FormFieldValidationException(
          null,
          "Message: 'An diesem Umzug hat im selben Augenblick jemand anderes gearbeitet. Bitte schließen Sie die Aufgabe noch einmal ab.'",
          e);
    } catch (ProcessEngineException e) {
      throw refused(e) ? new FormFieldValidationException(null, e.getMessage(), e) : e;
    }
  }

  private static boolean refused(Throwable e) {
    return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
        .anyMatch(TaskRefused.class::isInstance);
  }
}
