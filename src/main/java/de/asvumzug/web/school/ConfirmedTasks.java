package de.asvumzug.web.school;

import de.asvumzug.task.briefing.SchoolVoices.SchoolSaid;
import java.util.Collection;
import java.util.List;

/** What schools confirmed where there is no No, so that it is kept with the task alone. */
public interface ConfirmedTasks {

  /**
   * The latest one of each task, the oldest one first.
   *
   * @param groups ids of schools' groups
   */
  List<SchoolSaid> of(Collection<String> groups, String migrationId);
}
