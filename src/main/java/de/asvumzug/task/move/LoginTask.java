package de.asvumzug.task.move;

import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;

/** Somebody logs in to a server and says whether it works. */
public abstract class LoginTask implements PersonTask {

  @Override
  public final Answers answers() {
    return Answers.withComment().yesOrNo("loginWorks");
  }

  @Override
  public final void check(Completion c) {
    boolean works = c.yesOrNo("loginWorks", "Klappt die Anmeldung?");
    c.comment(!works, "Was passiert bei der Anmeldung?");
  }
}
