package de.asvumzug.web.school;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Open tasks of schools. */
public interface SchoolTasks {

  /**
   * @param id the engine's id, for the link
   * @param name German
   * @param due null if it may wait
   */
  record OpenTask(String id, String name, String migrationId, Instant due) {

    public boolean late(Instant now) {
      return due != null && now.isAfter(due);
    }
  }

  /** Those that wait for one of these groups, claimed or not, the most urgent one first. */
  List<OpenTask> open(Collection<String> groups);
}
