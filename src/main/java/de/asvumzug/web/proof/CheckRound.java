package de.asvumzug.web.proof;

import java.time.Instant;
import java.util.List;

/**
 * The newest round of one check.
 *
 * @param title German, e.g. {@code Alter Server}
 * @param at when it was made; null for documents that do not say
 * @param open what needs somebody, the most urgent first
 * @param good what is in order
 */
public record CheckRound(String title, Instant at, List<Result> open, List<Result> good) {

  public CheckRound {
    open = List.copyOf(open);
    good = List.copyOf(good);
  }

  /** How a finding counts. */
  public enum Weight {
    BLOCKING("zu klären", "FAILED"),
    OVERRULED("überstimmt", "SKIPPED"),
    WARNING("Hinweis", "WAITING"),
    OK("in Ordnung", "ENDED");

    private final String label;
    private final String mark;

    Weight(String label, String mark) {
      this.label = label;
      this.mark = mark;
    }

    /** German. */
    public String label() {
      return label;
    }

    /** For colour and shape. */
    public String mark() {
      return mark;
    }
  }

  /**
   * A finding, all in German.
   *
   * @param advice may be empty
   */
  public record Result(
      String title, Weight weight, String reading, String expected, String advice) {}
}
