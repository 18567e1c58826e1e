package de.asvumzug.web.calendar;

import de.asvumzug.web.move.Viewer;
import java.util.Optional;

/** Who the owner of a calendar is today; the engine knows accounts and their groups. */
public interface CalendarOwners {

  /** Empty if there is no such account any more. */
  Optional<Viewer> viewer(String user);
}
