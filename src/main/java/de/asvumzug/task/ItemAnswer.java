package de.asvumzug.task;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import de.asvumzug.task.briefing.TaskItem;
import java.util.Set;

/**
 * What a person said to one {@link TaskItem}; arrives as JSON in a variable {@code item_<n>}.
 *
 * @param key of the item
 * @param answer {@code accepted}, {@code done}, {@code later} or {@code overrule}
 * @param reason why later, or why it is to be overruled; may be null otherwise
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ItemAnswer(String key, String answer, String reason) {
  public static final String ACCEPTED = "accepted";
  public static final String DONE = "done";
  public static final String LATER = "later";
  public static final String OVERRULE = "overrule";

  /** So many characters a reason takes at most. */
  public static final int LONGEST_REASON = 500;

  private static final int SHORTEST_REASON = 3;

  /**
   * One point as the form sends it.
   *
   * @param accepted keys of the points that are confirmed
   */
  public static String json(String key, Set<String> accepted) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("key", key)
        .put("answer", accepted.contains(key) ? ACCEPTED : "")
        .putNull("reason")
        .toString();
  }

  public String reasonOrEmpty() {
    return reason == null ? "" : reason.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
  }

  /** Neither too short nor too long. */
  public boolean isReasoned() {
    int length = reasonOrEmpty().length();
    return length >= SHORTEST_REASON && length <= LONGEST_REASON;
  }
}
