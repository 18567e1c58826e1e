package de.asvumzug.plan;

import java.util.NoSuchElementException;

/** Finds an accepted plan by its id. */
public interface MigrationLookup {

  /**
   * The newest revision of the plan.
   *
   * @throws NoSuchElementException if there is no such plan
   */
  Migration get(String id);
}
