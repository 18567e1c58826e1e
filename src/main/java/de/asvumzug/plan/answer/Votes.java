package de.asvumzug.plan.answer;

import de.asvumzug.plan.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each school says to the windows that are proposed. */
public interface Votes {

  /**
   * Keeps what a school says about windows in the running transaction; the newest word counts.
   *
   * @param school Schulnummer
   * @param person user id
   * @param fits each window that the school was asked about, and whether it fits
   * @param comment may be empty
   * @throws IllegalArgumentException (German) if a window is not proposed (any more)
   */
  void record(
      String migrationId, String school, String person, Map<Window, Boolean> fits, String comment);

  /**
   * The latest word of each school about each window that is proposed now, by school and window.
   */
  List<Vote> latest(String migrationId);

  /** Every word of every school about every window that was ever proposed, the oldest first. */
  List<Vote> all(String migrationId);

  /** The proposed windows that a school is asked about: those it has not agreed to yet, or all. */
  List<Window> asked(String migrationId, String school);

  /** The window that was in force before those that are proposed now; empty for the first ones. */
  Optional<Window> before(String migrationId);
}
