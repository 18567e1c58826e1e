package de.asvumzug.web.school;

import de.asvumzug.plan.School;
import de.asvumzug.plan.Window;
import de.asvumzug.task.briefing.SchoolVoices.SchoolSaid;
import de.asvumzug.web.move.MoveHead;
import de.asvumzug.web.school.SchoolTasks.OpenTask;
import java.util.List;

/**
 * A move as a school that takes part in it reads it.
 *
 * @param schools those of the viewer
 * @param what German: one sentence what is going on
 * @param open its tasks that wait
 * @param said what it has answered so far
 * @param contacts whom to ask, e.g. {@code Technik: technik@example.org}
 */
public record SchoolMove(
    String id,
    List<School> schools,
    Window window,
    String what,
    MayWork work,
    MoveHead head,
    List<OpenTask> open,
    List<SchoolSaid> said,
    List<String> contacts) {

  public SchoolMove {
    schools = List.copyOf(schools);
    open = List.copyOf(open);
    said = List.copyOf(said);
    contacts = List.copyOf(contacts);
  }
}
