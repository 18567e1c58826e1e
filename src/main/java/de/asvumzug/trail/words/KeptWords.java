package de.asvumzug.trail.words;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * Words as they are kept beside the chain, also in an export.
 *
 * @param number the line they belong to
 * @param sha256 as it stands in the line
 * @param salt hex; null once the words are deleted
 * @param words null once they are deleted
 * @param deletedAt null as long as they are there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeptWords(
    long number, String sha256, String salt, String words, Instant saidAt, Instant deletedAt) {

  boolean deleted() {
    return deletedAt != null && words == null;
  }

  /** Whether the words are the ones whose checksum the line has. */
  boolean fit() {
    try {
      return words != null && salt != null && WordsHash.of(salt, words).equals(sha256);
    } catch (IllegalArgumentException e) {
      // A salt that is no hex was not written by us.
      return false;
    }
  }
}
