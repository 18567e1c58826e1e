package de.asvumzug.web.move;

import de.asvumzug.step.TaskRouting;
import java.util.Optional;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Says of a step that nobody has taken up yet that a worker on site must come for it. */
@Component
public class WaitingForSite {
  private final TaskRouting sites;
  private final ExternalTaskService externalTasks;

  public WaitingForSite(TaskRouting sites, @Lazy ExternalTaskService externalTasks) {
    this.sites = sites;
    this.externalTasks = externalTasks;
  }

  /** Null if it waits for nobody on site. */
  public StepProgress at(HistoricProcessInstance instance, HistoricActivityInstance activity) {
    boolean waits =
        activity.getActivityType().equals("serviceTask")
            && externalTasks
                    .createExternalTaskQuery()
                    .processInstanceId(instance.getId())
                    .activityId(activity.getActivityId())
                    .notLocked()
                    .count()
                > 0;
    Optional<String> site = waits ? sites.site(instance.getBusinessKey()) : Optional.empty();
    return site.map(WaitingForSite::text).orElse(null);
  }

  private static StepProgress text(String site) {
    return new StepProgress(
        0,
        0,
        null,
        "Wartet auf den Worker am Standort „" + site + "“. Bleibt das so, läuft er nicht.");
  }
}
