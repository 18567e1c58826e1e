package de.asvumzug.plan;

/** Finds accepted plans. */
public interface MigrationLookup {

  /**
   * The newest revision of a plan.
   *
   * @throws java.util.NoSuchElementException if there is no such move
   */
  Migration get(String id);
}
