package de.asvumzug.web.proof;

import java.util.List;

/**
 * What a comparison of data came to.
 *
 * @param words German, one sentence
 * @param differences what is not as it was; empty if all is
 * @param remarks what could not be compared, or may differ for a known reason
 */
public record Verdict(boolean equal, String words, List<Point> differences, List<Point> remarks) {

  public Verdict {
    differences = List.copyOf(differences);
    remarks = List.copyOf(remarks);
  }

  /**
   * @param object a table, a sequence or another object
   * @param says German
   */
  public record Point(String object, String says) {}
}
