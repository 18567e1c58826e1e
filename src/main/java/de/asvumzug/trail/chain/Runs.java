package de.asvumzug.trail.chain;

import java.util.ArrayList;
import java.util.List;

/** Numbers of lines, gathered into runs without a gap; to be added in order. */
final class Runs {

  /** Neighbouring lines. */
  record Run(long first, long last) {

    /** The German subject of a sentence with its verb. */
    String subject(String one, String many) {
      return first == last
          ? "Zeile " + first + " " + one
          : "Die Zeilen " + first + " bis " + last + " " + many;
    }
  }

  private final List<Run> runs = new ArrayList<>();

  void add(long number) {
    int end = runs.size() - 1;
    if (end >= 0 && runs.get(end).last() == number - 1) {
      runs.set(end, new Run(runs.get(end).first(), number));
    } else {
      runs.add(new Run(number, number));
    }
  }

  List<Run> each() {
    return runs;
  }
}
