package de.asvumzug.backup.h2;

/**
 * A database file that was put right as documented (doku.asv.bayern.de
 * alle/support/dsskeinedatenbank): the server was killed while it compacted its database.
 *
 * @param machine where
 * @param from file before
 * @param to file after
 */
public record Repair(String machine, String from, String to) {

  public String text() {
    return """
    Der ASV-Server ist beim letzten Beenden unterbrochen worden: %s wurde wie \
    dokumentiert in %s umbenannt."""
        .formatted(from, to);
  }
}
