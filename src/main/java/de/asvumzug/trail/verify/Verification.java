package de.asvumzug.trail.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import de.asvumzug.trail.chain.TrailHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a check of a move's trail and evidence found.
 *
 * @param intact whether nothing was found
 * @param rows how many lines there are
 * @param lastHash hash of the last line; 64 zeros if there is none
 * @param findings German, one sentence each; names the line or document
 * @param head where the trail ends; who keeps it elsewhere (on paper, say) can later prove that
 *     nothing before it was rewritten
 * @param sealedFrom number of the first line with a code by a key outside the database; 0 if none
 * @param notes German, one sentence each: how far this check reaches
 * @param stamp the newest time stamp that covers lines of this trail; null if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verification(
    boolean intact,
    long rows,
    String lastHash,
    List<String> findings,
    TrailHead head,
    long sealedFrom,
    List<String> notes,
    Stamp stamp) {

  /**
   * @param upTo number of the last line that it covers
   * @param at the authority's time
   * @param authority its name as the certificate has it
   */
  public record Stamp(long upTo, Instant at, String authority) {}

  /** Without the parts that only a whole application knows. */
  public Verification(boolean intact, long rows, String lastHash, List<String> findings) {
    this(intact, rows, lastHash, findings, null, 0, List.of(), null);
  }

  public Verification with(List<String> moreFindings, List<String> moreNotes, Stamp newStamp) {
    List<String> allFindings = new ArrayList<>(findings);
    allFindings.addAll(moreFindings);
    List<String> allNotes = new ArrayList<>(notes);
    allNotes.addAll(moreNotes);
    return new Verification(
        allFindings.isEmpty(),
        rows,
        lastHash,
        List.copyOf(allFindings),
        head,
        sealedFrom,
        List.copyOf(allNotes),
        newStamp);
  }
}
