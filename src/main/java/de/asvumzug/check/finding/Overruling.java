package de.asvumzug.check.finding;

import de.asvumzug.plan.Side;
import java.time.Instant;

/**
 * That somebody wants the move to go on although a finding blocks it, and what the second person
 * said.
 *
 * @param side whose finding
 * @param title of the finding
 * @param reading what the check had seen
 * @param expected what it had expected
 * @param what what must stay the same for the overruling to hold
 * @param reason why, by the one who asked
 * @param askedBy user id
 * @param decidedBy user id of the second person; null as long as nobody has answered
 * @param agreed the answer; null as long as there is none
 * @param comment of the second person; may be empty
 */
public record Overruling(
    Side side,
    String title,
    String reading,
    String expected,
    Overrulable what,
    String reason,
    String askedBy,
    Instant askedAt,
    String decidedBy,
    Instant decidedAt,
    Boolean agreed,
    String comment) {

  /** Whether this finding is one that two persons have agreed to go on with. */
  public boolean covers(Side end, Finding finding) {
    return Boolean.TRUE.equals(agreed)
        && side == end
        && finding.overrulable() != null
        && title.equals(finding.title())
        && what.says().equals(finding.overrulable().says())
        && finding.overrulable().degree() <= what.degree();
  }
}
