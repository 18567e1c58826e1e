package de.asvumzug.step;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Mode;
import de.asvumzug.plan.Route;
import de.asvumzug.plan.School;
import de.asvumzug.plan.Side;
import de.asvumzug.step.attempt.AttemptAuditLog;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.evidence.Evidence;
import java.util.Map;
import java.util.Optional;

/**
 * The step that a handler gets: everything prepared, every act recorded.
 *
 * @param decidedByHand whether the newest decision about this step's incident was that a person has
 *     done it
 */
record CurrentStep(
    String element,
    String key,
    int attempt,
    boolean decidedByHand,
    Migration migration,
    Optional<School> school,
    Optional<Route> route,
    Map<Side, Endpoint> sites,
    Jobs jobs,
    ProgressListener progress,
    Evidence evidence,
    AttemptAuditLog log)
    implements Step {

  @Override
  public boolean byHand() {
    return decidedByHand || migration.options().mode(element) == Mode.MANUAL;
  }

  @Override
  public Endpoint site(Side side) {
    return sites.get(side);
  }

  @Override
  public void note(String text, Map<String, ?> details) {
    log.write(TrailKind.NOTE, null, text, details);
  }
}
