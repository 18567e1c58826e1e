package de.asvumzug.trail.evidence;

/** Where steps find and leave their evidence: in the database at the centre, over HTTPS on site. */
public interface EvidenceFactory {

  /**
   * Evidence of a move as a step sees it.
   *
   * @param element id of the model's element; may be null
   * @param actor user id; null for the system
   * @param school Schulnummer; may be null
   * @param machine name of the machine it is about; may be null
   */
  Evidence of(String migrationId, String element, String actor, String school, String machine);
}
