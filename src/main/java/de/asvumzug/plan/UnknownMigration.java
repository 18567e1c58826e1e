package de.asvumzug.plan;

import java.util.NoSuchElementException;

/** There is no move of that number. */
public final class UnknownMigration extends NoSuchElementException {
  private static final long serialVersionUID = 1L;

  public UnknownMigration(String id) {
    super("Den Umzug " + id + " gibt es nicht; bitte die Nummer prüfen.");
  }
}
