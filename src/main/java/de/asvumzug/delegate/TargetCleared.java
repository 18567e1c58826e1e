package de.asvumzug.delegate;

import java.time.Instant;
import java.util.List;

/**
 * That the way back has taken a move's schools out of a target that works for others: from here on
 * none of them comes there any more, so that it may start whatever the old server does.
 *
 * @param machine name of the machine
 * @param schools Schulnummern of the move
 * @param at on the machine's clock
 */
record TargetCleared(String machine, List<String> schools, Instant at) {
  /** Name of the evidence. */
  static final String EVIDENCE = "target-cleared";

  TargetCleared {
    schools = List.copyOf(schools);
  }
}
