package de.asvumzug.security.worker;

import java.util.Optional;

/** Which site's worker an external task belongs to. */
public interface SiteOfTask {

  /** Empty for a task of the centre and for one that is not there. */
  Optional<String> siteOf(String externalTaskId);
}
