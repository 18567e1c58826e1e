package de.asvumzug.plan;

/** There is no move of that number. */
public final class UnknownMigration extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownMigration(String id) {
    super("Den Umzug " + id + " gibt es nicht; bitte die Nummer prüfen.");
  }
}
