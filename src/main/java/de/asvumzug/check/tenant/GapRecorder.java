package de.asvumzug.check.tenant;

import java.util.List;

/** Where a step leaves what each school has to complete after its move. */
public interface GapRecorder {

  /** The school's gaps are these from now on; a second run gives the same. */
  void replace(String migrationId, String school, List<Gap> gaps);

  /** Removes all of the move, with the names of persons. */
  void delete(String migrationId);
}
