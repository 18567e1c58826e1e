package de.asvumzug.asv.h2;

import de.asvumzug.host.OperationFailed;

/**
 * Why an H2 database cannot be moved as it is, for people.
 *
 * @param reading what was seen
 * @param expected what was expected
 * @param advice the way out
 */
public record H2Trouble(String reading, String expected, String advice) {

  /** As the failure of a step; another try alone does not help. */
  public OperationFailed failure() {
    return OperationFailed.permanent(
        reading + ". Erwartet: " + expected + ". " + advice + " Dann den Schritt wiederholen.");
  }
}
