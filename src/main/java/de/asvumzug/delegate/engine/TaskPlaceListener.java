package de.asvumzug.delegate.engine;

import de.asvumzug.task.ListedPlace;
import de.asvumzug.trail.MigrationKey;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Lets each person's task say in the list which move and school it belongs to. */
@Component
public class TaskPlaceListener {

  @EventListener(condition = "#task.eventName == 'create'")
  void on(DelegateTask task) {
    MigrationKey.migration(task.getExecution())
        .ifPresent(move -> task.setVariableLocal(ListedPlace.MOVE, move));
    MigrationKey.school(task.getExecution())
        .ifPresent(school -> task.setVariableLocal(ListedPlace.SCHOOL, school));
  }
}
