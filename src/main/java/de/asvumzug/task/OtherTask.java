package de.asvumzug.task;

import de.asvumzug.task.briefing.TaskText;

/**
 * Any task without a class of its own, as a model of an earlier or a later version may have one: it
 * is handwork, and asks whether it is done.
 *
 * @param element id of the user task
 */
record OtherTask(String element) implements PersonTask {

  @Override
  public Answers answers() {
    return Answers.DONE;
  }

  @Override
  public void check(Completion completion) {
    completion.done("Die Arbeit ist erledigt.");
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Von Hand erledigen",
        "Dieser Schritt ist im Plan als Handarbeit vorgesehen. Das Programm prüft danach selbst, ob er geklappt hat.",
        "Führen Sie den Schritt auf dem genannten Server durch.",
        "Ändern Sie keine ausgelieferten Dateien (config.ini, asv.cfg, jre, plugins, asv.exe).",
        "Bestätigen Sie erst, wenn der Schritt ganz abgeschlossen ist.");
  }
}
