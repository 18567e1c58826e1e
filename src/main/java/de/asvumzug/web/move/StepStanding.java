package de.asvumzug.web.move;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a step stands, in words that everybody understands; what waits never says that it runs.
 *
 * @param kind for the colour of the mark
 * @param whom who or what is waited for, German, e.g. {@code Technik}; null for other kinds
 */
public record StepStanding(Kind kind, String whom) {

  /** What kind of standing it is. */
  public enum Kind {
    RUNNING("läuft"),
    WAITING("wartet"),
    FAILED("fehlgeschlagen"),
    SKIPPED("übersprungen"),
    ENDED("fertig"),
    CANCELLED("abgebrochen");

    private final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  public static final StepStanding RUNNING = new StepStanding(Kind.RUNNING, null);
  public static final StepStanding FAILED = new StepStanding(Kind.FAILED, null);
  public static final StepStanding SKIPPED = new StepStanding(Kind.SKIPPED, null);
  public static final StepStanding ENDED = new StepStanding(Kind.ENDED, null);
  public static final StepStanding CANCELLED = new StepStanding(Kind.CANCELLED, null);

  /**
   * @param whom German, in the accusative: {@code Technik}, {@code den nächsten Versuch}
   */
  public static StepStanding waitingFor(String whom) {
    return new StepStanding(Kind.WAITING, whom);
  }

  /** German, e.g. {@code wartet auf Technik}. */
  @JsonProperty
  public String label() {
    return whom == null ? kind.label : kind.label + " auf " + whom;
  }
}
