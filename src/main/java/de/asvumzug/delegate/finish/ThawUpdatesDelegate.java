package de.asvumzug.delegate.finish;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.update.UpdateFreeze;
import de.asvumzug.asv.update.UpdateModes;
import de.asvumzug.asv.update.UpdateModes.Noted;
import de.asvumzug.delegate.OneTimeKeys;
import de.asvumzug.delegate.TargetOutOfUse;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Sets the update services' modes again after success, rollback and cancellation. A server gets its
 * noted mode if it works on, that is, is up or comes up by itself; an old server that is out of
 * work stays as it is. A new installation gets the mode that the old server had. Where nothing was
 * frozen it completes without asking a machine. It stands on every way out, so it also takes away
 * the key of a direct transfer that was cut. A second run changes nothing any more.
 */
@Component
public class ThawUpdatesDelegate implements StepHandler {
  private final UpdateFreeze freeze;
  private final OneTimeKeys keys;
  private final TargetOutOfUse outOfUse;

  public ThawUpdatesDelegate(UpdateFreeze freeze, OneTimeKeys keys, TargetOutOfUse outOfUse) {
    this.outOfUse = outOfUse;
    this.freeze = freeze;
    this.keys = keys;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    boolean targetIsGone =
        outOfUse.instead(
            step, "Auf der neuen Maschine wird nichts freigegeben: Sie ist außer Betrieb");
    if (targetIsGone) {
      keys.takeAwayFrom(step, step.source().host());
    } else {
      keys.takeAway(step);
    }
    Optional<UpdateModes> noted = step.evidence().find(UpdateModes.EVIDENCE, UpdateModes.class);
    if (noted.isEmpty()) {
      return StepOutcome.completed();
    }
    UpdateModes modes = noted.get();
    thaw(step, step.source(), modes.source());
    if (!targetIsGone) {
      thaw(step, step.target(), modes.target() == null ? modes.source() : modes.target());
    }
    return StepOutcome.completed();
  }

  private void thaw(Step step, Endpoint endpoint, Noted noted) throws Exception {
    if (!freeze.works(endpoint)) {
      return;
    }
    String mode = freeze.thaw(endpoint, noted);
    step.note(
        "Aktualisierungsdienst (" + endpoint.side().label() + ") arbeitet wieder wie vorher",
        Map.of(
            "machine", endpoint.host().name(), "mode", mode == null ? "wie ausgeliefert" : mode));
  }
}
