package de.asvumzug.delegate.task;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What a person said to one {@link TaskItem}; arrives as JSON in a variable {@code item_<n>}.
 *
 * @param key of the item
 * @param answer {@code accepted}, {@code done}, {@code later} or {@code overrule}
 * @param reason why later, or why it is to be overruled; may be null otherwise
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ItemAnswer(String key, String answer, String reason) {
  static final String ACCEPTED = "accepted";
  static final String DONE = "done";
  static final String LATER = "later";
  static final String OVERRULE = "overrule";

  String reasonOrEmpty() {
    return reason == null ? "" : reason.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
  }
}
