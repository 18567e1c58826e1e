package de.asvumzug.web.move;

import de.asvumzug.plan.Migration;
import de.asvumzug.task.briefing.Briefing.Table;
import java.time.Instant;

/** What is known of a move beside its steps. */
public interface MoveOutlook {

  /**
   * @param answering German: which servers answered at the last look; null if nobody looks
   * @param answeringAt when that was; null if nobody looks
   * @param expectedEnd until when the move was said to take that goes on beyond its window; null if
   *     it does not
   * @param abort who gave the move up and why; null if nobody did
   * @param remains what lies where after a move was taken back; null if it has not been looked for
   */
  record Outlook(
      String answering, Instant answeringAt, Instant expectedEnd, Abort abort, Table remains) {

    /** Nothing is known. */
    public static final Outlook NONE = new Outlook(null, null, null, null, null);

    /** For schools: nothing that names a person of the staff or a machine. */
    Outlook forSchool() {
      return new Outlook(
          null, null, expectedEnd, abort == null ? null : new Abort(null, abort.reason()), null);
    }
  }

  /**
   * @param by user id; null for schools
   * @param reason German, as typed
   */
  record Abort(String by, String reason) {}

  Outlook of(Migration migration);
}
