package de.asvumzug.delegate.backup;

import de.asvumzug.asv.fence.Fence;
import de.asvumzug.asv.fence.Fence.Parked;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Keeps the old server from being started by accident: parks its start file and its way to the
 * database. Leaves the evidence {@code fence} before it parks anything, so that the way back knows
 * what to undo wherever this is cut. A second run parks what is not parked yet.
 */
@Component
public class FenceSourceDelegate implements StepHandler {
  private final Fence fence;

  public FenceSourceDelegate(Fence fence) {
    this.fence = fence;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    Optional<Parked> before = step.evidence().find(Parked.EVIDENCE, Parked.class);
    Parked parked =
        before.isPresent() ? before.get() : fence.plan(step.source(), step.migration().id());
    if (before.isEmpty()) {
      step.evidence().store(Parked.EVIDENCE, parked);
    }
    fence.putUp(step.source(), parked, step.migration().id());
    step.note(
        "Alter Server gegen einen Start aus Versehen gesichert",
        Map.of("Dateien", String.join(", ", parked.files().keySet()), "Endung", parked.suffix()));
    return StepOutcome.completed();
  }
}
