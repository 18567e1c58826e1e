package de.asvumzug.task;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which move and school a task belongs to, as the Tasklist's list shows it: variables of the task
 * itself, since whoever may do a task may read those, but none of its process. Nothing reads them
 * but the list.
 */
public final class ListedPlace {
  public static final String MOVE = "listedMove";
  public static final String SCHOOL = "listedSchool";

  static final Set<String> NAMES = Set.of(MOVE, SCHOOL);

  private ListedPlace() {}

  /** What a list of tasks shows beside the name, in order; labels are German. */
  public static List<Map<String, String>> columns() {
    return List.of(
        Map.of("name", MOVE, "label", "Umzug"), Map.of("name", SCHOOL, "label", "Schule"));
  }
}
