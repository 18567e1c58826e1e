package de.asvumzug.step;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Route;
import de.asvumzug.plan.School;
import de.asvumzug.plan.Side;
import de.asvumzug.trail.evidence.Evidence;
import java.util.Map;
import java.util.Optional;

/** One attempt at one element of one move: what a step's handler gets to work with. */
public interface Step {

  /** The element's id in the model, e.g. {@code backupDatabase}. */
  String element();

  /** Unique for process instance, element, school and attempt; safe as a file name. */
  String key();

  /** 1 for the first attempt. */
  int attempt();

  Migration migration();

  /**
   * Whether a person does the vendor program's part (rule I7): the plan says so, or it was decided
   * about an incident. The handler then runs no vendor program, but checks the machine as always,
   * and fails permanently, naming what is missing.
   */
  boolean byHand();

  /**
   * The way that was decided for this move when it began; empty where the model does not hand it
   * on.
   */
  Optional<Route> route();

  /** The school, where the element is carried out per school. */
  Optional<School> school();

  /** The old or the new end; its host writes every command and exit code on the trail. */
  Endpoint site(Side side);

  default Endpoint source() {
    return site(Side.SOURCE);
  }

  default Endpoint target() {
    return site(Side.TARGET);
  }

  /** Detached jobs under this step's key. */
  Jobs jobs();

  ProgressListener progress();

  Evidence evidence();

  /** Writes a line on the trail: what was seen or done, in German, with figures as details. */
  void note(String text, Map<String, ?> details);
}
