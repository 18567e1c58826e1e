package de.asvumzug.backup.restore;

/**
 * The comment by which databases and roles that a move has made on a cluster are known as its own:
 * {@code asv-umzug <migration> <step key>}, with a word behind it for what counts as more.
 *
 * @param migrationId of the move
 * @param stepKey of the attempt that made it
 * @param isTrial whether it was made for the trial of the preparation and goes with it
 */
public record Mark(String migrationId, String stepKey, boolean isTrial) {
  private static final String PRODUCT = "asv-umzug";
  private static final String TRIAL = "trial";
  private static final String LOADED = "loaded";

  String text() {
    return ofMove() + " " + stepKey + (isTrial ? " " + TRIAL : "");
  }

  /** What all marks of the move begin with. */
  String ofMove() {
    return PRODUCT + " " + migrationId;
  }

  public boolean ours(String comment) {
    return comment.startsWith(ofMove() + " ");
  }

  boolean ofTrial(String comment) {
    return ours(comment) && comment.endsWith(" " + TRIAL);
  }

  /** Step key of the attempt that a mark of ours names. */
  String maker(String comment) {
    return comment.substring(ofMove().length() + 1).split(" ", 2)[0];
  }

  /**
   * The mark of a database that holds all of a backup: a later attempt goes on behind the load.
   *
   * @param manifest SHA-256 of the backup's manifest
   */
  String loaded(String manifest) {
    return text() + " " + LOADED + " " + manifest;
  }

  boolean isLoaded(String comment, String manifest) {
    return ours(comment) && comment.endsWith(" " + LOADED + " " + manifest);
  }
}
