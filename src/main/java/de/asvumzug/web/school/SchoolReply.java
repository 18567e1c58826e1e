package de.asvumzug.web.school;

import java.util.List;
import java.util.Set;

/**
 * What a school typed into a task's page.
 *
 * @param yes null if the question was left open
 * @param words may be empty
 * @param points keys of the points that were confirmed
 */
public record SchoolReply(Boolean yes, String words, Set<String> points) {
  static final SchoolReply NONE = new SchoolReply(null, "", Set.of());

  public SchoolReply {
    points = Set.copyOf(points);
  }

  /** As a browser sends it: lines end as everywhere else, and nothing but blanks is nothing. */
  static SchoolReply typed(String yes, String words, List<String> points) {
    String lines = words.replace("\r\n", "\n");
    return new SchoolReply(
        switch (yes) {
          case "ja" -> Boolean.TRUE;
          case "nein" -> Boolean.FALSE;
          default -> null;
        },
        lines.isBlank() ? "" : lines,
        Set.copyOf(points));
  }

  /** Whether this says the same; confirmed points end with their task. */
  boolean sameAs(SchoolReply other) {
    return yes != null && yes.equals(other.yes()) && words.equals(other.words());
  }
}
