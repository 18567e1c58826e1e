package de.asvumzug.host;

import java.util.Set;

/** The machines that the settings know. */
public interface Machines {

  Set<String> names();

  /**
   * @throws OperationFailed if no machine of that name is configured
   */
  Host host(String machine);
}
