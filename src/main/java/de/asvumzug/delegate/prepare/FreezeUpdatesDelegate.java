package de.asvumzug.delegate.prepare;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.update.UpdateFreeze;
import de.asvumzug.asv.update.UpdateModes;
import de.asvumzug.asv.update.UpdateModes.Noted;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Keeps the update services from changing a version until the move is over (trap 5). Stores {@code
 * update-modes} before anything is changed; then the old server and a new one that is in use only
 * look for updates. A second run goes by what was noted first, so it never takes the frozen mode
 * for the real one; a service that is frozen already is left alone.
 */
@Component
public class FreezeUpdatesDelegate implements StepHandler {
  private final UpdateFreeze freeze;

  public FreezeUpdatesDelegate(UpdateFreeze freeze) {
    this.freeze = freeze;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    UpdateModes before = step.evidence().find(UpdateModes.EVIDENCE, UpdateModes.class).orElse(null);
    if (before == null) {
      before = note(step);
      step.evidence().store(UpdateModes.EVIDENCE, before);
    }
    freeze(step, step.source(), before.source());
    if (before.target() != null) {
      freeze(step, step.target(), before.target());
    }
    return StepOutcome.completed();
  }

  private UpdateModes note(Step step) throws IOException {
    Endpoint target = step.target();
    return new UpdateModes(
        freeze.note(step.source()), target.installation().inUse() ? freeze.note(target) : null);
  }

  private void freeze(Step step, Endpoint endpoint, Noted noted) throws Exception {
    freeze.freeze(endpoint, noted);
    step.note(
        "Aktualisierungsdienst (" + endpoint.side().label() + ") spielt nichts mehr von selbst ein",
        Map.of(
            "machine",
            endpoint.host().name(),
            "before",
            noted.mode() == null ? "wie ausgeliefert" : noted.mode()));
  }
}
