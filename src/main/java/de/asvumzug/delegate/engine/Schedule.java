package de.asvumzug.delegate.engine;

import de.asvumzug.plan.answer.VoteRepository;
import de.asvumzug.trail.MigrationKey;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Asked by the models: {@code ${schedule.agreed(execution)}}. */
@Component("schedule")
public class Schedule {
  private final VoteRepository votes;

  public Schedule(VoteRepository votes) {
    this.votes = votes;
  }

  /** The schools that have not agreed yet to every window that is proposed. */
  public List<String> schoolsToAsk(DelegateExecution execution) {
    return votes.schoolsToAsk(MigrationKey.required(execution));
  }

  /** Whether every school has agreed to the window of the plan's current revision. */
  public boolean agreed(DelegateExecution execution) {
    return votes.allAgreed(MigrationKey.required(execution));
  }
}
