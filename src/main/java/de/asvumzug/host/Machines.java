package de.asvumzug.host;

import java.util.Optional;
import java.util.Set;

/** The machines that the settings know. */
public interface Machines {

  Set<String> names();

  /** The site whose worker alone reaches a machine; empty if this application reaches it. */
  default Optional<String> site(String machine) {
    return Optional.empty();
  }

  /**
   * @throws OperationFailed if no machine of that name is configured
   */
  Host host(String machine);

  /**
   * The same machine for whoever only glances at it, as watchers do: one that does not answer
   * within seconds is given up instead of being tried again.
   */
  default Host glance(String machine) {
    return host(machine);
  }
}
