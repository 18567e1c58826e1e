package de.asvumzug.step.output;

import java.time.Instant;

/**
 * What one job printed, as it is kept.
 *
 * @param school Schulnummer; null if the step is not carried out per school
 * @param job name within the step
 * @param jobKey of this very job
 * @param begun by the machine's clock; null if not known
 * @param ended likewise
 * @param exitCode null if the job was lost or ended by force
 * @param bytes of the whole output
 * @param cutBytes of them, left out in the middle
 * @param stored gzip of UTF-8; secrets are masked
 * @param sha256 of {@code stored}, in hex
 */
public record JobLog(
    String migrationId,
    String element,
    String school,
    int attempt,
    String machine,
    String job,
    String jobKey,
    Instant begun,
    Instant ended,
    Integer exitCode,
    long bytes,
    long cutBytes,
    byte[] stored,
    String sha256) {
  /** More is not taken: it goes through the line of a site in one piece. */
  public static final int MOST_STORED = 5 * 1024 * 1024;
}
