package de.asvumzug.web.briefing;

import de.asvumzug.task.briefing.Briefing;
import java.time.Instant;
import java.util.Map;

/** Knows what to tell a person about a task. */
public interface BriefingSource {

  /**
   * @param migrationId the move
   * @param element the task's element in the model
   * @param school Schulnummer, where the task is done per school; else null
   * @param variables the process variables the task sees
   * @param due by when the task must be done; null if that is not known
   */
  Briefing briefing(
      String migrationId,
      String element,
      String school,
      Map<String, Object> variables,
      Instant due);
}
