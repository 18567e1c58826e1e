package de.asvumzug.host.job;

/**
 * How far a long step has come.
 *
 * @param done so far, in {@code unit}
 * @param total in all; 0 if unknown
 * @param unit German, e.g. {@code Bytes}, {@code Zeilen}, {@code Dateien}
 * @param text what is being done, German
 * @param pace rate and remaining time; null as long as they are not known
 */
public record Progress(long done, long total, String unit, String text, Pace pace) {

  /** Without a pace: who stores it measures that. */
  public Progress(long done, long total, String unit, String text) {
    this(done, total, unit, text, null);
  }

  public Progress at(Pace measured) {
    return new Progress(done, total, unit, text, measured);
  }
}
