package de.asvumzug.web.metrics;

import java.time.Instant;
import java.util.Optional;

/** When the next retention of any move ends and copies are deleted. */
public interface NextExpiry {

  /** Empty if nothing waits for its end. In the past if a deletion is overdue. */
  Optional<Instant> next();
}
