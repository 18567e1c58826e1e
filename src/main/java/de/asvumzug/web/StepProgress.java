package de.asvumzug.web;

/**
 * How far the work of a step is.
 *
 * @param total 0 or less if it is not known
 */
public record StepProgress(long done, long total, String unit, String text) {

  /** From 0 to 100; null if the total is not known. */
  public Integer percent() {
    return total <= 0 ? null : (int) Math.min(100, Math.max(0, done * 100 / total));
  }
}
