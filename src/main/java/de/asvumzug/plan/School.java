package de.asvumzug.plan;

/**
 * A school (Mandant) that works on the server.
 *
 * @param number Schulnummer, four digits (docs/domain.md §10)
 * @param name the school's name as people know it
 * @param mail where the school is reached
 * @param phone for the night of the move; may be empty
 */
public record School(String number, String name, String mail, String phone) {

  /** The group whose members act for this school. */
  public String group() {
    return "schule-" + number;
  }
}
