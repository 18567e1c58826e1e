package de.asvumzug.web.briefing;

import de.asvumzug.task.briefing.Briefing;
import java.util.Map;

/** Knows what to tell a person about a task. */
public interface BriefingSource {

  /**
   * @param migrationId the move
   * @param element the task's element in the model
   * @param school Schulnummer, where the task is done per school; else null
   * @param variables the process variables the task sees
   */
  Briefing briefing(
      String migrationId, String element, String school, Map<String, Object> variables);
}
