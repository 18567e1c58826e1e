package de.asvumzug.asv.update;

/**
 * The modes of both update services as they were before they were frozen; evidence {@code
 * update-modes}.
 *
 * @param target null where the new server is installed in this move
 */
public record UpdateModes(Noted source, Noted target) {
  public static final String EVIDENCE = "update-modes";

  /**
   * One service's mode.
   *
   * @param machine where it was seen
   * @param mode that it worked in; null if neither file says
   * @param localMode value in the local file; null if it was not there
   */
  public record Noted(String machine, String mode, String localMode) {}
}
