package de.asvumzug.task.manual;

import de.asvumzug.plan.Installation;
import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.briefing.BriefingDraft;

/** The manual twin of a step: a person does the work in place of a vendor's program (rule I7). */
public abstract class ManualTask implements PersonTask {
  private static final String MANUALLY = "Manually";

  /** The step whose work is done by hand; it looks afterwards at what the person did. */
  public final String step() {
    return element().substring(0, element().length() - MANUALLY.length());
  }

  @Override
  public final Answers answers() {
    return Answers.DONE;
  }

  @Override
  public final void check(Completion c) {
    c.done("Die Arbeit ist erledigt.");
  }

  @Override
  public final void brief(BriefingDraft draft) {
    instruct(draft, draft.school());
  }

  /**
   * Adds the paths and names that the person needs. Never a secret.
   *
   * @param school Schulnummer of a step that is done per school; else null
   */
  public void instruct(BriefingDraft draft, String school) {
    // The text says it all.
  }

  /** A path together with the machine it is on. */
  static String on(Installation installation, String path) {
    return path + " auf " + installation.machine();
  }
}
