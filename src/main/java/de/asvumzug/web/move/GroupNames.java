package de.asvumzug.web.move;

import de.asvumzug.security.account.Groups;
import java.util.Map;

/** What people call the groups that tasks wait for. */
public final class GroupNames {
  private static final Map<String, String> NAMES =
      Map.of(
          Groups.TECHNIK, "Technik",
          Groups.BETREIBER, "Betreiber",
          Groups.IT_MANAGEMENT, "IT-Leitung");

  private GroupNames() {}

  /** German name of a group, e.g. {@code Schule 0001}; an unknown group keeps its id. */
  public static String of(String group) {
    return group.startsWith(Groups.SCHOOL_PREFIX)
        ? "Schule " + group.substring(Groups.SCHOOL_PREFIX.length())
        : NAMES.getOrDefault(group, group);
  }
}
