package de.asvumzug.delegate.finish;

import de.asvumzug.backup.remains.Remains;
import de.asvumzug.backup.remains.RemainsSearch;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Looks what a move that was taken back has left on both machines, and writes it on the trail
 * (evidence {@code remains}). What cannot be read is named and counts as left. Changes nothing;
 * {@code remains} tells how much has to be cleared. A second run looks again.
 */
@Component
public class ListRemainsDelegate implements StepHandler {
  private final RemainsSearch search;

  ListRemainsDelegate(RemainsSearch search) {
    this.search = search;
  }

  @Override
  public StepOutcome carryOut(Step step) throws InterruptedException {
    Remains remains = search.look(step.source(), step.target(), step.migration().id());
    step.evidence().store(Remains.EVIDENCE, remains);
    int open = remains.open().size();
    step.note(
        open == 0
            ? "Von diesem Umzug ist nichts mehr zu räumen"
            : "Was von diesem Umzug noch wo liegt: " + open + " zu räumen",
        Map.of("remains", remains.texts()));
    return StepOutcome.completed(Map.of("remains", open));
  }
}
