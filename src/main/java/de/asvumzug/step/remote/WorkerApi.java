package de.asvumzug.step.remote;

import de.asvumzug.check.tenant.Gap;
import de.asvumzug.trail.TrailKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the centre and the workers on site tell each other below {@code /api/worker}, as JSON. A
 * write that may not happen twice carries a key: repeated with the same key, it changes nothing.
 */
public final class WorkerApi {

  private WorkerApi() {}

  /** Below which all addresses lie. */
  public static final String BASE = "/api/worker";

  /** Topics of all steps that the centre's models have. */
  public record Steps(Set<String> topics) {}

  /**
   * @param worker name of the worker that takes the step up
   */
  public record TakeUp(String worker) {}

  /** See {@link de.asvumzug.step.attempt.AttemptRepository#nextStartNumber}. */
  public record StartNumber(long number) {}

  public record ByHand(boolean byHand) {}

  /** A line of a step, written by the centre's clock. */
  public record Line(
      UUID key,
      String element,
      String school,
      TrailKind kind,
      String machine,
      String text,
      Map<String, Object> details) {}

  /**
   * @param document JSON text
   */
  public record Document(UUID key, String element, String school, String document) {}

  /**
   * What a job of a step printed; see {@link de.asvumzug.step.output.JobLog}.
   *
   * @param stored Base64 in JSON
   */
  public record Printed(
      UUID key,
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
      String sha256) {}

  /** How an attempt came out; what does not belong to the outcome is null. */
  public record End(UUID key, How how, String message, Map<String, Object> variables) {}

  /** Ways in which an attempt ends. */
  public enum How {
    DONE,
    FAILED,
    CANCELLED,
    /** Cancelled by the engine while nobody worked on it: without a line on the trail. */
    ORPHANED
  }

  /** What a school has to complete; names persons. */
  public record Incomplete(List<Gap> gaps) {}
}
